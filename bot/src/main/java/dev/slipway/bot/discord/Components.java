package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Press;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.ModalTopLevelComponent;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.modals.Modal;

/** Buttons, menus and forms, within Discord's limits. A press travels as the component's id. */
final class Components {
  static final int ROWS = 5;
  static final int IN_A_ROW = 5;
  static final int CHOICES = 25;
  static final int LABEL = 80;
  static final int IN_A_FORM = 5;

  /** The most that somebody may write into one field of a form. */
  static final int ANSWER = 1000;

  private final List<MessageTopLevelComponent> rows = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private Components() {}

  /** At most five rows; what has no room stays reachable as a command. */
  static List<MessageTopLevelComponent> of(Message message) {
    Components components = new Components();
    for (Message.Part part : message.parts()) {
      switch (part) {
        case Message.Buttons buttons -> components.add(buttons);
        case Message.Menu menu -> components.add(menu);
        default -> {}
      }
    }
    return components.rows.subList(0, Math.min(ROWS, components.rows.size()));
  }

  private void add(Message.Buttons buttons) {
    List<Button> row = new ArrayList<>();
    for (Message.Button button : buttons.buttons()) {
      String id = button.press().code();
      String label = Plain.line(button.label(), LABEL);
      if (label.isBlank() || !isFree(id)) {
        continue;
      }
      row.add(Button.of(style(button.tone()), id, label));
      if (row.size() == IN_A_ROW) {
        rows.add(ActionRow.of(row));
        row.clear();
      }
    }
    if (!row.isEmpty()) {
      rows.add(ActionRow.of(row));
    }
  }

  private void add(Message.Menu menu) {
    String id = menu.press().code();
    StringSelectMenu.Builder select = StringSelectMenu.create(id);
    Set<String> values = new HashSet<>();
    for (Message.Choice choice : menu.choices()) {
      String label = Plain.line(choice.label(), 75);
      boolean fits = !choice.value().isEmpty() && choice.value().length() <= Press.LONGEST;
      if (fits && !label.isBlank() && values.size() < CHOICES && values.add(choice.value())) {
        select.addOption(label, choice.value());
      }
    }
    if (!values.isEmpty() && isFree(id)) {
      String more =
          values.size() < menu.choices().size() ? " (the first " + values.size() + ")" : "";
      rows.add(ActionRow.of(select.setPlaceholder(Plain.line(menu.label(), 100) + more).build()));
    }
  }

  /** Discord refuses a message in which two components have one id. */
  private boolean isFree(String id) {
    return id.length() <= Press.LONGEST && ids.add(id);
  }

  private static ButtonStyle style(Message.Tone tone) {
    return switch (tone) {
      case PLAIN -> ButtonStyle.SECONDARY;
      case GOOD -> ButtonStyle.SUCCESS;
      case DANGER -> ButtonStyle.DANGER;
    };
  }

  static Modal modal(Form form) {
    List<ModalTopLevelComponent> parts = new ArrayList<>();
    if (!form.explanation().isBlank()) {
      parts.add(TextDisplay.of(Markdown.escaped(Plain.line(form.explanation(), 1000))));
    }
    for (Form.Question question : form.questions()) {
      if (parts.size() < IN_A_FORM) {
        TextInput.Builder input =
            TextInput.create(
                    question.name(),
                    question.lines() ? TextInputStyle.PARAGRAPH : TextInputStyle.SHORT)
                .setRequiredRange(1, ANSWER);
        if (!question.hint().isBlank()) {
          input.setPlaceholder(Plain.line(question.hint(), 100));
        }
        parts.add(Label.of(Plain.line(question.label(), 45), input.build()));
      }
    }
    return Modal.create(form.press().code(), Plain.line(form.title(), 45))
        .addComponents(parts)
        .build();
  }
}
