package io.berth.service.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A language that pages speak. */
public enum Language {
  ENGLISH("en", "English"),
  CHINESE("zh-CN", "简体中文"),
  KOREAN("ko", "한국어");

  private final String tag;
  private final String ownName;
  private final Locale locale;

  Language(String tag, String ownName) {
    this.tag = tag;
    this.ownName = ownName;
    this.locale = Locale.forLanguageTag(tag);
  }

  /** BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /** As its speakers call it. */
  public String ownName() {
    return ownName;
  }

  public Locale locale() {
    return locale;
  }

  /** By primary language, so that {@code zh-hans}, {@code en-us} and {@code ko-KR} are found. */
  public static @Nullable Language named(@Nullable String tag) {
    if (tag == null || tag.length() > 35) {
      return null;
    }
    String primary = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    for (Language language : values()) {
      if (language.locale.getLanguage().equals(primary)) {
        return language;
      }
    }
    return null;
  }

  /** The first that we speak, in the browser's order of preference; English otherwise. */
  public static Language preferred(List<Locale> accepted) {
    for (Locale locale : accepted) {
      Language language = named(locale.toLanguageTag());
      if (language != null) {
        return language;
      }
    }
    return ENGLISH;
  }
}
