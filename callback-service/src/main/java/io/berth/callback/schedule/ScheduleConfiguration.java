package io.berth.callback.schedule;

import io.berth.service.sql.UnpooledConnection;
import io.berth.service.wakeup.PostgresListener;
import io.berth.service.wakeup.WakeUpSignal;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  @Bean
  WakeUpSignal dueDeliveries() {
    return new WakeUpSignal();
  }

  @Bean
  PostgresListener dueDeliveriesOfOthers(ConnectionFactory pool, WakeUpSignal dueDeliveries) {
    return new PostgresListener(new UnpooledConnection(pool), Deliveries.CHANNEL, dueDeliveries);
  }
}
