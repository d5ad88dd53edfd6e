import type { MarkShape } from "@/components/ui/progress-mark";
import type { Tone } from "@/components/ui/tone";

export const now = "2025-10-08T20:05:00Z";

export const severities: { tone: Tone; label: string; level: number }[] = [
  { tone: "p0", label: "P0 Critical", level: 5 },
  { tone: "p1", label: "P1 High", level: 4 },
  { tone: "p2", label: "P2 Medium", level: 3 },
  { tone: "p3", label: "P3 Low", level: 2 },
  { tone: "p4", label: "P4 Informational", level: 1 },
];

export const statuses: { tone: Tone; label: string; shape: MarkShape }[] = [
  { tone: "triage", label: "Triage", shape: "dotted" },
  { tone: "investigating", label: "Investigating", shape: "quarter" },
  { tone: "identified", label: "Identified", shape: "half" },
  { tone: "monitoring", label: "Monitoring", shape: "three-quarters" },
  { tone: "resolved", label: "Resolved", shape: "check" },
  { tone: "closed", label: "Closed", shape: "check" },
  { tone: "cancelled", label: "Cancelled", shape: "cross" },
  { tone: "merged", label: "Merged", shape: "arrow" },
];

type Sample = {
  ref: string;
  title: string;
  tone: Tone;
  severity: string;
  level: number;
  status: Tone;
  statusLabel: string;
  shape: MarkShape;
  at: string;
  total: number | null;
};

export const tableRows: Sample[] = [
  {
    ref: "INC-2025-1015",
    title: "Connection pool exhausted by report generation",
    tone: "p0",
    severity: "P0",
    level: 5,
    status: "monitoring",
    statusLabel: "Monitoring",
    shape: "three-quarters",
    at: "2025-10-08T18:23:00Z",
    total: 8100,
  },
  {
    ref: "INC-2025-1009",
    title: "Checkout answers slowly for customers with many saved addresses, and the retry makes it worse",
    tone: "p1",
    severity: "P1",
    level: 4,
    status: "investigating",
    statusLabel: "Investigating",
    shape: "quarter",
    at: "2025-10-08T13:05:00Z",
    total: null,
  },
  {
    ref: "INC-2025-0812",
    title: "Nightly export stopped half-way",
    tone: "p3",
    severity: "P3",
    level: 2,
    status: "closed",
    statusLabel: "Closed",
    shape: "check",
    at: "2025-08-12T02:10:00Z",
    total: 42 * 60,
  },
  {
    ref: "INC-2024-0031",
    title: "Certificate renewed late",
    tone: "p2",
    severity: "P2",
    level: 3,
    status: "resolved",
    statusLabel: "Resolved",
    shape: "check",
    at: "2024-01-31T09:00:00Z",
    total: 93784,
  },
];

export const markdownSample = `# What happened

Report generation held a connection for **minutes** and, on errors, for ever. See [the runbook](https://example.org/runbook) and \`src/reporting/generator.py\`.

## Why

1. The pool was sized for development.
2. No timeout was set:
   - neither on the query
   - nor on the pool

> “It worked on the smaller data set.”

| Setting | Before | After |
| --- | --- | --- |
| pool size | 50 | 200 |
| timeout | none | 30 s |

- [x] Deploy the fix
- [ ] Add a leak test

\`\`\`
pool.max = 200  # was 50
\`\`\`

<script>alert(1)</script> ![chart](https://example.org/chart.png)
`;

export const diffBefore = `Report generation held connections.
The pool was sized for development, not production load.
No timeout was configured.
Line that stays, one.
Line that stays, two.
Line that stays, three.
Line that stays, four.
Line that stays, five.
Line that stays, six.
Line that stays, seven.
Line that stays, eight.
Review did not catch it.`;

export const diffAfter = `Report generation held connections on its error paths.
The pool was sized for development, not for production load.
Line that stays, one.
Line that stays, two.
Line that stays, three.
Line that stays, four.
Line that stays, five.
Line that stays, six.
Line that stays, seven.
Line that stays, eight.
Review did not catch it.
There was no test for leaks.`;
