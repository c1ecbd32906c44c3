package io.berth.pay.bank.statement;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a document that fits into memory. Names are without namespaces: banks send several
 * versions of the same message.
 */
final class XmlElement {
  private static final int DEEPEST = 32;

  private final String name;
  private final Map<String, String> attributes = new HashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlElement(String name) {
    this.name = name;
  }

  /**
   * Reads the root element. A document type is refused, so that there is no entity to expand or to
   * fetch (XXE).
   */
  static XmlElement read(byte[] document) throws MalformedStatementException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException _) {
      throw new MalformedStatementException("not well-formed XML");
    }
  }

  private static XmlElement read(XMLStreamReader reader)
      throws XMLStreamException, MalformedStatementException {
    XmlElement top = new XmlElement("");
    Deque<XmlElement> open = new ArrayDeque<>(List.of(top));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new MalformedStatementException("XML with a document type");
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > DEEPEST) {
            throw new MalformedStatementException("XML nested too deeply");
          }
          XmlElement element = new XmlElement(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          open.getFirst().children.add(element);
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.getFirst().text.append(reader.getText());
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
    return top.children.getFirst();
  }

  /** All elements at a path of names below this one. */
  List<XmlElement> all(String... path) {
    Stream<XmlElement> found = Stream.of(this);
    for (String step : path) {
      found = found.flatMap(each -> each.children.stream()).filter(each -> each.name.equals(step));
    }
    return found.toList();
  }

  /** Text of the first element at a path; empty where there is none. */
  String text(String... path) {
    return all(path).stream().findFirst().map(each -> each.text.toString().strip()).orElse("");
  }

  /** Texts of all elements at a path, with a space between. */
  String texts(String... path) {
    return all(path).stream().map(XmlElement::text).collect(Collectors.joining(" "));
  }

  String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }
}
