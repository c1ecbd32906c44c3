package io.berth.service.kafka.topic;

/** A topic of another service without which this one must not run. Declare one bean for each. */
public record RequiredTopic(String name) {}
