package io.berth.service.command;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxBody Largest command that is read.
 */
@Validated
@ConfigurationProperties("berth.command")
record CommandProperties(@NotNull @DefaultValue("1MB") DataSize maxBody) {}
