package io.berth.pay;

import io.berth.test.server.BerthServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * The whole service on real servers, one for all classes that need no other settings; did-service
 * and the app directory are played by the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    classes = {PayServiceApplication.class, TestPlatform.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=pay-service",
      "management.server.port=0",
      "berth.public-origin=http://localhost:8080",
      "berth.kafka.replication-factor=1",
      "berth.directory.enabled=false",
      "berth.vouch.accepts.gateway=Z2F0ZXdheS10by1wYXktc2VydmljZS1mb3ItdGVzdHM=",
      "berth.vouch.sends.pay-service=Z2F0ZXdheS10by1wYXktc2VydmljZS1mb3ItdGVzdHM=",
      "berth.vouch.sends.did-service=cGF5LXNlcnZpY2UtdG8tZGlkLWZvci10aGUtdGVzdHM=",
      "berth.secrets.active=k1",
      "berth.secrets.keys.k1=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "berth.services.did-service.url=http://localhost:1",
      "berth.pay.expiry=200ms",
      "berth.pay.adjustments.approval-above-usdt=100",
      "berth.pay.adjustments.retry=200ms",
      "berth.pay.bank.iban=DE89370400440532013000",
      "berth.pay.bank.holder=Berth Ltd",
      "berth.pay.bank.approval-above=100",
      "berth.pay.bank.retry=200ms",
      "berth.pay.bank.app-withdrawals.enabled=true",
      "berth.pay.bank.app-withdrawals.look=200ms",
      "berth.pay.bank.withdrawals.enabled=true",
      "berth.pay.bank.withdrawals.daily-amount=500",
      "berth.pay.bank.withdrawals.approval-above=100",
      "berth.pages.csrf-key=Y3NyZi1rZXktZm9yLXRlc3RzLWluLXBheS1zZXJ2aWNl"
    })
@BerthServers(postgres = "berth_pay", kafka = true, shared = true)
public @interface PayServiceTest {}
