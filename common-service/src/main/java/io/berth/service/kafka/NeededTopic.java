package io.berth.service.kafka;

/** A topic of another service without which this one must not run. Declare one bean for each. */
public record NeededTopic(String name) {}
