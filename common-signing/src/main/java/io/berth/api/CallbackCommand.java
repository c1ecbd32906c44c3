package io.berth.api;

/** Commands that callback-service carries out. */
public sealed interface CallbackCommand extends Command, ConsoleCommand
    permits DeliveryCommand, DrillCommand {}
