package io.berth.demo.web;

import io.berth.service.page.Language;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Renders the sites' pages in every language. */
public final class Templates {

  private final SpringTemplateEngine engine = new SpringTemplateEngine();

  public Templates() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("sites/");
    resolver.setSuffix(".html");
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    engine.setTemplateResolver(resolver);
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/sites");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    messages.setDefaultLocale(Locale.ROOT);
    engine.setTemplateEngineMessageSource(messages);
  }

  public String page(String template, Language language, Map<String, Object> model) {
    return engine.process(template, context(language, model));
  }

  String fragment(String template, String fragment, Language language, Map<String, Object> model) {
    return engine.process(template, Set.of(fragment), context(language, model));
  }

  private static Context context(Language language, Map<String, Object> model) {
    Context context = new Context(language.locale(), model);
    context.setVariable("language", language);
    return context;
  }
}
