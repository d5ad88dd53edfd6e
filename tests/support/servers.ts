import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const deadlineMs = 20_000;

/** Waits until a server that a test has started answers; throws what it said where it ends, or does not begin in time. */
export async function untilAnswering(
  name: string,
  child: ChildProcess,
  answers: () => Promise<boolean>,
  said: () => string,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${name} does not start. It said:\n${said()}`);
    }
    await sleep(50);
  }
}

/** Whether something on this machine takes connections at a port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

/** Ends a process and waits until it is gone; quiet where it is. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
