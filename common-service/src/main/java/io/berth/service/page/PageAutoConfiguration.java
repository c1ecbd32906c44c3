package io.berth.service.page;

import io.berth.service.runtime.PlatformProperties;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Pages, where {@code berth.pages.enabled} is true. */
@AutoConfiguration(
    after = RuntimeAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration",
      "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration",
      "org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration",
      "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(ISpringWebFluxTemplateEngine.class)
@ConditionalOnBooleanProperty("berth.pages.enabled")
@EnableConfigurationProperties(PageProperties.class)
public class PageAutoConfiguration {
  private static final int RENDERERS = 4;
  private static final int MAX_WAITING = 512;

  /** Named as Spring looks it up. */
  @Bean
  Languages localeContextResolver(PlatformProperties platform) {
    return new Languages(platform.secure());
  }

  @Bean
  Csrf csrf(PageProperties properties, PlatformProperties platform) {
    return new Csrf(properties, platform.secure());
  }

  @Bean
  SignedText signedText(PageProperties properties) {
    return new SignedText(properties);
  }

  /** The service's own messages from {@code spring.messages.basename}, then the common ones. */
  @Bean
  MessageSource messageSource(Environment environment) {
    Set<String> names =
        new LinkedHashSet<>(
            StringUtils.commaDelimitedListToSet(
                environment.getProperty("spring.messages.basename", "")));
    names.add("messages/common");
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames(names.stream().map(String::strip).toArray(String[]::new));
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    messages.setDefaultLocale(Locale.ROOT);
    return messages;
  }

  /** Finds {@code common/…} whatever the service's own prefix is. */
  @Bean
  SpringResourceTemplateResolver commonTemplates(ApplicationContext context) {
    SpringResourceTemplateResolver resolver = new SpringResourceTemplateResolver();
    resolver.setApplicationContext(context);
    resolver.setPrefix("classpath:/templates/");
    resolver.setSuffix(".html");
    resolver.setResolvablePatterns(Set.of("common/*"));
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    resolver.setOrder(0);
    return resolver;
  }

  @Bean(destroyMethod = "dispose")
  Scheduler pageScheduler() {
    return Schedulers.newBoundedElastic(RENDERERS, MAX_WAITING, "berth-pages", 60, true);
  }

  @Bean
  Pages pages(
      ISpringWebFluxTemplateEngine templates,
      Languages languages,
      Csrf csrf,
      PlatformProperties platform,
      Scheduler pageScheduler) {
    return new Pages(
        templates,
        ReactiveAdapterRegistry.getSharedInstance(),
        languages,
        csrf,
        platform,
        pageScheduler);
  }

  @Bean
  @Order(-2)
  @ConditionalOnMissingBean(ErrorWebExceptionHandler.class)
  ErrorPages errorPages(Pages pages, ServerCodecConfigurer codecs) {
    return new ErrorPages(pages, codecs);
  }

  @Bean
  StrictForms strictForms() {
    return new StrictForms();
  }

  @Bean
  HeadRequests headRequests() {
    return new HeadRequests();
  }

  @Bean
  RouterFunction<ServerResponse> assetRoute(ApplicationContext context, PageProperties properties) {
    Assets assets = new Assets(context, properties.libraries());
    return RouterFunctions.route(RequestPredicates.GET("/assets/**"), assets::answer);
  }
}
