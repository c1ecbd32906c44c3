package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One thing the core can be asked to do. Dialects translate requests into commands; who asks is
 * told by the {@link Caller} that the gateway vouches for, never by the command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Command permits DidCommand, PayCommand {}
