package io.berth.did.legal;

import io.berth.api.company.LegalCommand.AddDocument;
import io.berth.api.company.LegalCommand.DecideLegal;
import io.berth.api.company.LegalCommand.OperateDocument;
import io.berth.api.company.LegalCommand.OperateLegal;
import io.berth.api.company.LegalCommand.ReadDocument;
import io.berth.api.company.LegalCommand.ReadLegal;
import io.berth.api.company.LegalCommand.ReadUnchecked;
import io.berth.api.company.LegalCommand.RemoveDocument;
import io.berth.api.company.LegalCommand.SaveLegal;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles commands about legal details; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class LegalConfiguration {

  @Bean
  CommandHandlers legalHandlers(LegalDetails legal) {
    return CommandHandlers.builder()
        .on(ReadLegal.class, (read, _) -> legal.read(read.companyId()))
        .on(SaveLegal.class, legal::save)
        .on(AddDocument.class, legal::add)
        .on(RemoveDocument.class, legal::remove)
        .on(ReadDocument.class, (read, _) -> legal.document(read.companyId(), read.document()))
        .on(ReadUnchecked.class, (_, _) -> legal.unchecked())
        .on(OperateLegal.class, (read, _) -> legal.read(read.company()))
        .on(OperateDocument.class, legal::document)
        .on(DecideLegal.class, legal::decide)
        .build();
  }
}
