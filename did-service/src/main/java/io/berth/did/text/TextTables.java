package io.berth.did.text;

import org.springframework.stereotype.Component;

/** Loads ICU's tables, which are files, before an event loop needs them. */
@Component
final class TextTables {

  TextTables() {
    String name = DisplayName.normal("Zoe\u0308 \u7fa4\u9ed1 \u0661");
    DisplayName.problem(name);
    DisplayName.skeleton(name);
    MailAddress.parse("zoe@b\u00fccher.example");
    TypedCode.normal("\uff11");
  }
}
