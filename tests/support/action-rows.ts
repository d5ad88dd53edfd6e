import { addHealthCheck, archiveHealthCheck } from "@/lib/alerts/health-checks/commands";
import { addRule, archiveRule, pauseRule } from "@/lib/alerts/rules/commands";
import { archiveEnvironment } from "@/lib/catalog/environments/commands";
import { archiveService } from "@/lib/catalog/services/commands";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import type { ActionName } from "@/lib/core/permissions";
import { applyImport } from "@/lib/documents/imports/commands";
import { addRole, archiveRole } from "@/lib/incidents/roles/commands";
import { saveView } from "@/lib/incidents/saved-views/commands";
import { createApiKey } from "@/lib/people/api-keys/commands";
import { beginSessionAtProvider } from "@/lib/people/identities/commands";
import { offerPasswordReset, offerSetUp } from "@/lib/people/invitations/commands";
import { archiveTeam } from "@/lib/people/teams/commands";
import { addPool, archivePool } from "@/lib/pools/commands";
import { readHistory } from "@/lib/pools/histories/commands";
import { addSource } from "@/lib/pools/sources/commands";
import { beginning, type CastContext, castPassword, people, sessionOf } from "./cast";
import { later, minutes } from "./clock";
import type { incidentRows } from "./incident-rows";
import { vouchedFor } from "./issuers/vouched";
import { codeOf, dropFactorOf, startFactor, switchOnFactor } from "./second-factor";
import { inviteGuest, report, unique, upload, type World } from "./world";

/** What the authorisation test knows of an action. */
export type Row = {
  /** Makes valid input, and first whatever it needs: done by the right person it changes something. */
  input: (world: World) => unknown;
  /** Whose it is: a team's, for leads in it; one person's, for nobody else; or nobody's, then the role alone decides. */
  inside: "team" | "person" | null;
};

/** Something that anybody of the role may do, whatever it is done to. */
const open = (input: Row["input"]): Row => ({ input, inside: null });
const inTeam = (input: Row["input"]): Row => ({ input, inside: "team" });
const ofOnePerson = (input: Row["input"]): Row => ({ input, inside: "person" });

const newPassword = "the ferry leaves at nine";
const profile = { name: "Guest", title: "Visitor", timeZone: "Europe/Berlin" };

/** Something that this person was told. */
const told = ({ actor }: CastContext) =>
  database().notification.create({
    data: {
      personId: actor.id,
      kind: "mention",
      key: unique("mention"),
      title: "Lea mentioned you",
      href: "/",
      createdAt: beginning,
    },
  });

/** What can be done only while nobody exists; no world is made for it. In the order in which it is done. */
export const firstRunRows = {
  "person.offer-set-up": () => ({}),
  "person.set-up-admin": async () => {
    const link = await offerSetUp(systemContext(beginning), {});
    return { ...people.omar, token: link?.token, password: castPassword, timeZone: "UTC" };
  },
} satisfies Partial<Record<ActionName, () => unknown>>;

/** Cleo with a second factor: a session, her password, and a code that was not used yet. */
async function withFactor({ cleo }: World) {
  const factor = await switchOnFactor({ ...cleo, now: later(beginning, -minutes(5)) });
  return {
    ...(await sessionOf(cleo)),
    password: castPassword,
    code: codeOf(factor.secret, beginning),
  };
}

const peopleRows = {
  "person.invite": open(() => ({
    name: "Guest",
    email: `${unique("guest").replace(" ", "")}@example.org`,
    role: "viewer",
  })),
  "person.renew-invitation": open(inviteGuest),
  "person.accept-invitation": open(async (world) => ({
    ...profile,
    token: (await inviteGuest(world)).token,
    password: newPassword,
  })),
  "person.edit": open(({ cleo }) => ({ ...people.cleo, personId: cleo.actor.id, role: "responder" })),
  "person.edit-profile": open(() => profile),
  "person.change-password": ofOnePerson(async ({ cleo }) => ({
    ...(await sessionOf(cleo)),
    currentPassword: castPassword,
    newPassword,
  })),
  "person.offer-password-reset": open(({ cleo }) => ({ personId: cleo.actor.id })),
  "person.reset-password": open(async ({ omar, cleo }) => ({
    token: (await offerPasswordReset(omar, { personId: cleo.actor.id })).token,
    password: newPassword,
  })),
  "person.deactivate": open(({ cleo }) => ({ personId: cleo.actor.id })),
  "person.reactivate": open(({ mallory }) => ({ personId: mallory.actor.id })),
  "session.begin": open(() => ({ email: people.cleo.email, password: castPassword })),
  "session.begin-at-provider": open(async ({ cleo }) => ({
    ...{ proof: (await vouchedFor(cleo)).first, userAgent: "the suite", address: "192.0.2.1" },
  })),
  "session.prove-at-provider": ofOnePerson(async ({ cleo }) => {
    const { first, again } = await vouchedFor(cleo);
    const before = { ...cleo, now: later(beginning, -minutes(10)) };
    await beginSessionAtProvider(before, { proof: first, userAgent: "the suite", address: "192.0.2.1" });
    const session = await database().session.findFirstOrThrow({
      where: { personId: cleo.actor.id, identityId: { not: null } },
      orderBy: { id: "desc" },
    });
    return { sessionId: session.id, proof: again };
  }),
  "session.prove": ofOnePerson(async ({ cleo }) => ({
    ...(await sessionOf({ ...cleo, now: later(beginning, -minutes(10)) })),
    password: castPassword,
  })),
  "session.revoke": ofOnePerson(({ cleo }) => sessionOf(cleo)),
  "session.revoke-others": ofOnePerson(async ({ cleo }) => {
    await sessionOf(cleo);
    return sessionOf(cleo);
  }),
  "api-key.create": open(() => ({ name: "the board in the hall", scopes: ["incidents:read"] })),
  "api-key.revoke": open(({ cleo }) => createApiKey(cleo, { name: "old", scopes: ["incidents:read"] })),
  "identity.forget": open(async ({ cleo }) => {
    await database().identity.deleteMany({ where: { personId: cleo.actor.id } });
    await database().identity.create({
      data: {
        ...{ personId: cleo.actor.id, issuer: "https://id.example.org", subject: unique("cleo") },
        ...{ createdAt: beginning, lastUsedAt: beginning },
      },
    });
    return { personId: cleo.actor.id };
  }),
  "second-factor.begin": ofOnePerson(async ({ cleo }) => {
    await dropFactorOf(cleo);
    return { ...(await sessionOf(cleo)), password: castPassword };
  }),
  "second-factor.abandon": open(async ({ cleo }) => {
    await startFactor(cleo);
    return {};
  }),
  "second-factor.confirm": open(async ({ cleo }) => ({ code: codeOf(await startFactor(cleo), beginning) })),
  "second-factor.renew-codes": ofOnePerson(withFactor),
  "second-factor.switch-off": ofOnePerson(withFactor),
  "second-factor.reset": open(async (world) => {
    await withFactor(world);
    return { personId: world.cleo.actor.id };
  }),
  "team.create": open(() => ({ name: unique("Ferries") })),
  "team.edit": inTeam(({ team }) => ({ ...team, name: unique("Ferries") })),
  "team.archive": inTeam(({ team }) => team),
  "team.restore": inTeam(({ omar, team }) => archiveTeam(omar, team)),
  "team.add-member": inTeam(({ team, cleo }) => ({ ...team, personId: cleo.actor.id })),
  "team.remove-member": inTeam(({ team, ben }) => ({ ...team, personId: ben.actor.id })),
  "team.make-accountable": inTeam(({ team, ben }) => ({ ...team, personId: ben.actor.id })),
} satisfies Partial<Record<ActionName, Row>>;

const notificationRows = {
  "notification.mark": ofOnePerson(async ({ cleo }) => ({
    notificationId: (await told(cleo)).id,
    read: "yes",
  })),
  "notification.mark-all": open(async ({ cleo }) => {
    await told(cleo);
    return { until: beginning };
  }),
  "notification.set-preferences": open(() => ({
    wishes: {
      email: {
        mention: "at_once",
        assignment: "digest",
        reminder: "off",
        review: "at_once",
        alert: "at_once",
      },
    },
    digestHour: 7,
  })),
  "mail.test": open(() => ({})),
  "delivery.retry": open(async ({ cleo }) => {
    const failed = { state: "failed" as const, reason: "550 no such mailbox", settledAt: beginning };
    const { id } = await told(cleo);
    const row = await database().delivery.create({
      data: { notificationId: id, channel: "email", dueAt: beginning, ...failed },
    });
    return { deliveryId: row.id };
  }),
} satisfies Partial<Record<ActionName, Row>>;

const catalogRows = {
  "service.create": open(({ team }) => ({ name: unique("timetable"), ownerTeam: team.slug })),
  "service.edit": inTeam(({ service, team }) => ({
    ...service,
    name: unique("timetable"),
    ownerTeam: team.slug,
  })),
  "service.archive": inTeam(({ service }) => service),
  "service.restore": inTeam(({ omar, service }) => archiveService(omar, service)),
  "deploy.record": open(({ service, environment }) => ({
    ...{ service: service.slug, environment: environment.slug, summary: unique("Larger ferries") },
    ...{ version: "4.2", source: "the yard", links: [{ href: "https://yard.example.org/4", text: "Build" }] },
  })),
  "incident-role.add": open(() => ({ name: unique("Harbour pilot"), description: "Talks to the harbour" })),
  "incident-role.edit": open(async ({ omar }) => ({
    ...(await addRole(omar, { name: unique("Harbour pilot") })),
    name: unique("Harbour pilot"),
  })),
  "incident-role.archive": open(({ omar }) => addRole(omar, { name: unique("Harbour pilot") })),
  "incident-role.restore": open(async ({ omar }) =>
    archiveRole(omar, await addRole(omar, { name: unique("Harbour pilot") })),
  ),
  "environment.create": open(() => ({ name: unique("Pier"), kind: "staging" })),
  "environment.add-usual": open(() => ({})),
  "environment.edit": open(({ environment }) => ({ ...environment, name: unique("Pier"), kind: "other" })),
  "environment.archive": open(({ environment }) => environment),
  "environment.restore": open(({ omar, environment }) => archiveEnvironment(omar, environment)),
} satisfies Partial<Record<ActionName, Row>>;

const poolSource = () => ({
  name: unique("Harbour database"),
  // Nobody listens there.
  ...{ host: "127.0.0.1", port: 9 },
  userName: "collector",
});

const engine = () => ({ kind: "prometheus", name: unique("Engine room"), url: "http://127.0.0.1:9" });

/** A pool of a new source, of the service that Lea's team owns. */
async function poolOf({ omar, lea, service }: World) {
  const { slug: sourceSlug } = await addSource(omar, poolSource());
  return addPool(lea, { name: unique("Bookings"), sourceSlug, service: service.slug });
}

const poolRows = {
  "pool-source.add": open(poolSource),
  "pool-source.edit": open(async ({ omar }) => ({
    ...poolSource(),
    ...(await addSource(omar, poolSource())),
  })),
  "pool-source.remove": open(({ omar }) => addSource(omar, poolSource())),
  "pool-source.read-history": open(async ({ omar }) => ({ ...(await addSource(omar, engine())), days: 30 })),
  "pool-source.stop-history": open(async ({ omar }) => {
    const { slug } = await addSource(omar, engine());
    return readHistory(omar, { slug, days: 30 });
  }),
  "pool.add": inTeam(async ({ omar, service }) => {
    const { slug: sourceSlug } = await addSource(omar, poolSource());
    return { name: unique("Bookings"), sourceSlug, service: service.slug };
  }),
  "pool.edit": inTeam(async (world) => ({
    ...(await poolOf(world)),
    ...{ name: unique("Bookings"), service: world.service.slug, declaredMax: 50 },
  })),
  "pool.archive": inTeam(poolOf),
  "pool.restore": inTeam(async (world) => archivePool(world.lea, await poolOf(world))),
} satisfies Partial<Record<ActionName, Row>>;

const healthCheck = ({ service }: World) => ({
  name: unique("Landing stage"),
  // No such name is given to anybody.
  url: "https://ferries.invalid/health",
  service: service.slug,
});
const healthCheckOf = (world: World) => addHealthCheck(world.lea, healthCheck(world));

const healthCheckRows = {
  "health-check.add": inTeam(healthCheck),
  "health-check.edit": inTeam(async (world) => ({
    ...healthCheck(world),
    ...(await healthCheckOf(world)),
    timeoutMs: 900,
  })),
  "health-check.archive": inTeam(healthCheckOf),
  "health-check.restore": inTeam(async (world) => archiveHealthCheck(world.lea, await healthCheckOf(world))),
} satisfies Partial<Record<ActionName, Row>>;

const alertRule = ({ service }: World) => ({
  ...{ name: unique("Bookings fill up"), service: service.slug, figure: "utilisation", threshold: 80 },
  ...{ severity: "warning", response: "page" },
});
const alertRuleOf = (world: World) => addRule(world.lea, alertRule(world));

const alertRuleRows = {
  "alert-rule.add": inTeam(alertRule),
  "alert-rule.add-usual": open(async () => {
    await database().alertRule.deleteMany();
    return {};
  }),
  "alert-rule.edit": inTeam(async (world) => ({
    ...alertRule(world),
    ...(await alertRuleOf(world)),
    threshold: 90,
  })),
  "alert-rule.pause": inTeam(alertRuleOf),
  "alert-rule.resume": inTeam(async (world) => pauseRule(world.lea, await alertRuleOf(world))),
  "alert-rule.archive": inTeam(alertRuleOf),
  "alert-rule.restore": inTeam(async (world) => archiveRule(world.lea, await alertRuleOf(world))),
} satisfies Partial<Record<ActionName, Row>>;

/** An alert of a rule and a pool of its own, in this state. */
async function alertIn(world: World, state: "firing" | "resolved") {
  const [pool, rule] = [await poolOf(world), await alertRuleOf(world)];
  const { id: poolId } = await database().pool.findUniqueOrThrow({ where: { slug: pool.slug } });
  const { id: ruleId, ...terms } = await database().alertRule.findUniqueOrThrow({
    where: { slug: rule.slug },
  });
  const { name, figure, comparison, threshold, severity } = terms;
  const made = await database().alert.create({
    data: {
      ...{ ruleId, poolId, name, figure, comparison, threshold, severity, response: "page", state },
      ...{ pendingAt: beginning, firingAt: beginning, lastAt: beginning },
      ...(state === "resolved" ? { respondedAt: beginning } : {}),
      ...{ firstValue: 96, worstValue: 100, lastValue: 98, endedAt: state === "resolved" ? beginning : null },
    },
  });
  return { alertId: made.id };
}

const alertRows = {
  "alert.respond": open((world) => alertIn(world, "firing")),
  "alert.end": open((world) => alertIn(world, "resolved")),
} satisfies Partial<Record<ActionName, Row>>;

const view = () => ({ name: unique("Night shift"), query: "severity=P0", seenBy: "me" });

const savedViewRows = {
  "saved-view.save": open(view),
  "saved-view.rename": ofOnePerson(async ({ cleo }) => ({
    ...{ viewId: (await saveView(cleo, view())).viewId, version: 1, name: unique("Day shift") },
  })),
  "saved-view.remove": ofOnePerson(({ cleo }) => saveView(cleo, view())),
} satisfies Partial<Record<ActionName, Row>>;

const documentRows = {
  "incident.declare": open(({ service }) => ({
    title: "Timetable is empty",
    severity: "P2",
    service: service.slug,
  })),
  "import.upload": open(report),
  "import.apply": ofOnePerson(({ ben }) => upload(ben)),
  "import.discard": ofOnePerson(({ ben }) => upload(ben)),
  "import.verify": open(async ({ ben }) => {
    const uploaded = await upload(ben);
    await applyImport(ben, uploaded);
    return uploaded;
  }),
} satisfies Partial<Record<ActionName, Row>>;

/** A row for every action that is not inside an incident. An action without a row, here or there, does not compile. */
export const rows = {
  ...peopleRows,
  ...notificationRows,
  ...catalogRows,
  ...poolRows,
  ...healthCheckRows,
  ...alertRuleRows,
  ...alertRows,
  ...savedViewRows,
  ...documentRows,
} satisfies Record<Exclude<ActionName, keyof typeof firstRunRows | keyof typeof incidentRows>, Row>;
