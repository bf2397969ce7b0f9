package dev.slipway.bot.slack;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewState;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Press;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forms as Slack's modals, and what was written into them. */
final class SlackForms {
  static final String CALLBACK = "slipway-form";
  private static final String ANSWER = "answer";
  private static final int LONGEST_TITLE = 24;
  private static final int LONGEST_LABEL = 200;
  private static final int LONGEST_ANSWER = 3_000;

  private SlackForms() {}

  /** What comes back with a form that was sent: what its answer completes, and where it began. */
  record Origin(Place place, Press press) {
    /** Place first: an argument may hold anything. */
    String written() {
      return place.channel()
          + "\n"
          + place.thread().map(MessageId::id).orElse("")
          + "\n"
          + press.code();
    }

    static Optional<Origin> of(String written) {
      String[] parts = written.split("\n", 3);
      if (parts.length != 3 || parts[0].isEmpty()) {
        return Optional.empty();
      }
      Place channel = Place.channel(SlackPlatform.NAME, parts[0]);
      Place place =
          parts[1].isEmpty()
              ? channel
              : Place.threadOf(new MessageId(SlackPlatform.NAME, parts[0], parts[1]));
      return Press.of(parts[2]).map(press -> new Origin(place, press));
    }
  }

  static View view(Form form, Place place) {
    List<LayoutBlock> blocks = new ArrayList<>();
    String explanation = Plain.line(form.explanation(), BlockKit.LONGEST_SECTION);
    if (!explanation.isBlank() || form.questions().isEmpty()) {
      blocks.add(
          SectionBlock.builder().blockId("explanation").text(BlockKit.plain(explanation)).build());
    }
    for (Form.Question question : form.questions()) {
      blocks.add(
          InputBlock.builder()
              .blockId(question.name())
              .label(BlockKit.plain(Plain.line(question.label(), LONGEST_LABEL)))
              .hint(
                  question.hint().isBlank()
                      ? null
                      : BlockKit.plain(Plain.line(question.hint(), LONGEST_LABEL)))
              .element(
                  PlainTextInputElement.builder()
                      .actionId(ANSWER)
                      .multiline(question.lines())
                      .maxLength(LONGEST_ANSWER)
                      .build())
              .build());
    }
    return View.builder()
        .type("modal")
        .callbackId(CALLBACK)
        .title(ViewTitle.builder().type("plain_text").text(title(form.title())).build())
        .submit(ViewSubmit.builder().type("plain_text").text("Send").build())
        .close(ViewClose.builder().type("plain_text").text("Cancel").build())
        .privateMetadata(new Origin(place, form.press()).written())
        .blocks(blocks)
        .build();
  }

  private static String title(String title) {
    String line = Plain.line(title, LONGEST_TITLE);
    return line.isBlank() ? "Slipway" : line;
  }

  /** The answers by the questions' names; an empty one is "". */
  static Map<String, String> answers(Optional<ViewState> state) {
    Map<String, String> answers = new LinkedHashMap<>();
    state
        .map(ViewState::getValues)
        .orElse(Map.of())
        .forEach((question, elements) ->
            answers.put(
                question,
                Optional.ofNullable(elements.get(ANSWER))
                    .map(ViewState.Value::getValue)
                    .orElse("")));
    return answers;
  }
}
