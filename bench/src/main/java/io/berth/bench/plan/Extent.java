package io.berth.bench.plan;

/** Share of a benchmark that is run. */
public enum Extent {
  /** Only as much as tests the harness: the figures mean nothing. */
  SMOKE,
  /** The most telling figures, in about a minute for each benchmark. */
  QUICK,
  FULL,
  /** With measurements of many minutes. */
  LARGE
}
