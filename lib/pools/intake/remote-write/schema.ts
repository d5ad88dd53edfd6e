import { many, one, type Read } from "../wire/schema";

/**
 * What is read of a prometheus.WriteRequest of remote write 1.0 (https://prometheus.io/docs/specs/prw/remote_write_spec/).
 * Metadata, exemplars and native histograms say nothing that a sample holds.
 */
export const writeRequest = {
  timeseries: many(1, {
    labels: many(1, { name: one(1, "string"), value: one(2, "string") }),
    samples: many(2, { value: one(1, "double"), timestamp: one(2, "int64") }),
  }),
};

/** The request as it was read. */
export type WriteRequest = Read<typeof writeRequest>;
