package dev.slipway.bot.conversation;

import dev.slipway.control.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A chat without a network. Strict where the platforms are: pace, sizes, what may be edited. */
public class MemoryChat implements ChatRig {
  private static final String OUR_CHANNEL = "C1";

  private final String called;
  private final MemoryLimits limits;
  private final Map<String, Posted> posted = new LinkedHashMap<>();
  private final Map<Account, List<Message>> privately = new ConcurrentHashMap<>();
  private final Map<Account, Form> forms = new ConcurrentHashMap<>();
  private final Map<Account, Integer> formsOpened = new ConcurrentHashMap<>();
  private final List<ChatListener> listeners = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Account> closed = ConcurrentHashMap.newKeySet();
  private Optional<Incoming> last = Optional.empty();
  private long serial;
  private boolean inPart;
  private Runnable beforePost = () -> {};
  private Runnable beforeEdit = () -> {};

  private record Posted(
      Place at,
      Message message,
      PostId id,
      boolean alsoInChannel,
      List<Reactions.Reaction> reactions) {}

  public MemoryChat(Clock clock) {
    this(clock, "memory");
  }

  /** One of several. */
  public MemoryChat(Clock clock, String called) {
    this.called = called;
    this.limits = new MemoryLimits(clock);
  }

  @Override
  public ChatPlatform platform() {
    return new Door();
  }

  @Override
  public ChatPlatform anotherPlatform() {
    return new Door();
  }

  @Override
  public Account member(String name) {
    return new Account(called, "U-" + name);
  }

  @Override
  public Account bot(String name) {
    return new Account(called, "B-" + name);
  }

  @Override
  public String channel() {
    return OUR_CHANNEL;
  }

  @Override
  public String anotherChannel() {
    return "C2";
  }

  private synchronized String event() {
    return "e" + ++serial;
  }

  private synchronized void hear(Incoming incoming) {
    last = Optional.of(incoming);
    if (!limits.away) {
      deliver(incoming);
    }
  }

  private void deliver(Incoming incoming) {
    for (ChatListener listener : List.copyOf(listeners)) {
      threads.execute(() -> listener.heard(incoming, new ForThem(incoming)));
    }
  }

  @Override
  public synchronized void repeatsLastEvent() {
    deliver(last.orElseThrow());
  }

  @Override
  public void types(Account who, Place at, String line) {
    hear(new Incoming.Typed(event(), who, at, line));
  }

  @Override
  public void presses(Account who, MessageId on, String label) {
    Posted message = at(on);
    press(who, message.at(), on, button(message.message(), label));
  }

  @Override
  public void pressesPrivately(Account who, String label) {
    List<Message> seen = privately.getOrDefault(who, List.of());
    press(
        who,
        Place.channel(called, OUR_CHANNEL),
        new MessageId(called, OUR_CHANNEL, "private"),
        button(seen.getLast(), label));
  }

  private void press(Account who, Place at, MessageId on, Press press) {
    Press back = Press.of(press.code()).orElseThrow();
    hear(new Incoming.Pressed(event(), who, at, on, back));
  }

  private static Press button(Message message, String label) {
    return message.parts().stream()
        .filter(Message.Buttons.class::isInstance)
        .flatMap(part -> ((Message.Buttons) part).buttons().stream())
        .filter(button -> button.label().equals(label))
        .map(Message.Button::press)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + label + " on " + message));
  }

  @Override
  public void chooses(Account who, MessageId on, String label) {
    choosesIn(who, on, "", label);
  }

  /**
   * @param menuLabel of the menu that is meant; "" for the first that offers it
   * @param label the beginning of what the entry shows
   */
  public void choosesIn(Account who, MessageId on, String menuLabel, String label) {
    Posted message = at(on);
    for (Message.Part part : message.message().parts()) {
      if (part instanceof Message.Menu menu
          && (menuLabel.isEmpty() || menu.label().equals(menuLabel))) {
        for (Message.Choice choice : menu.choices()) {
          if (choice.label().startsWith(label)) {
            Press of = menu.press();
            press(
                who,
                message.at(),
                on,
                new Press(of.verb(), of.about(), of.revision(), choice.value(), of.form()));
            return;
          }
        }
      }
    }
    throw new AssertionError("no choice " + label + " on " + message);
  }

  @Override
  public void submits(Account who, Map<String, String> answers) {
    Form form = Optional.ofNullable(forms.remove(who)).orElseThrow();
    hear(
        new Incoming.Submitted(
            event(), who, Place.channel(called, OUR_CHANNEL), form.press(), answers));
  }

  @Override
  public synchronized void reacts(Account who, MessageId on, String emoji) {
    at(on).reactions().add(new Reactions.Reaction(who, emoji));
    hear(new Incoming.Reacted(event(), who, on, emoji, true));
  }

  @Override
  public synchronized void takesReactionBack(Account who, MessageId on, String emoji) {
    at(on).reactions().remove(new Reactions.Reaction(who, emoji));
    hear(new Incoming.Reacted(event(), who, on, emoji, false));
  }

  /** An event alone, with nothing behind it. */
  public void repeatsReaction(Account who, MessageId on, String emoji, boolean added) {
    hear(new Incoming.Reacted(event(), who, on, emoji, added));
  }

  @Override
  public synchronized void deletes(MessageId message) {
    posted.remove(message.id());
    hear(new Incoming.Removed(event(), member("somebody"), message));
  }

  private synchronized Posted at(MessageId id) {
    return Optional.ofNullable(posted.get(id.id())).orElseThrow();
  }

  @Override
  public synchronized List<Seen> messages(Place at) {
    List<Seen> seen = new ArrayList<>();
    posted.forEach((id, message) -> {
      if (message.at().equals(at)) {
        seen.add(
            new Seen(
                new MessageId(called, at.channel(), id),
                Flat.text(message.message()),
                Flat.buttons(message.message()),
                Flat.choices(message.message()),
                Flat.mentioned(message.message()),
                message.alsoInChannel()));
      }
    });
    return seen;
  }

  @Override
  public List<String> privately(Account who) {
    return privately.getOrDefault(who, List.of()).stream().map(Flat::text).toList();
  }

  @Override
  public Optional<OpenForm> form(Account who) {
    return Optional.ofNullable(forms.get(who))
        .map(form ->
            new OpenForm(
                form.title(), form.questions().stream().map(Form.Question::name).toList()));
  }

  @Override
  public int formsOpened(Account who) {
    return formsOpened.getOrDefault(who, 0);
  }

  @Override
  public synchronized void away(boolean gone) {
    limits.away = gone;
  }

  @Override
  public synchronized void losesNextAnswer() {
    limits.losesAnswer = true;
  }

  @Override
  public synchronized void throttles(int times, Duration after) {
    limits.throttled = times;
    limits.throttledFor = after;
  }

  @Override
  public synchronized void takesNoMessages(Account who) {
    closed.add(who);
  }

  @Override
  public synchronized void listsReactionsInPart(boolean part) {
    inPart = part;
  }

  /** As when the bot was taken out of the channel. */
  public synchronized void refusesPosts(boolean refuses) {
    limits.refusing = refuses;
  }

  /** What happens while the next post is on its way; others may post meanwhile. */
  public synchronized void beforeNextPost(Runnable meanwhile) {
    beforePost = meanwhile;
  }

  /** The same for the next edit. */
  public synchronized void beforeNextEdit(Runnable meanwhile) {
    beforeEdit = meanwhile;
  }

  private void meanwhile(boolean editing) {
    Runnable next;
    synchronized (this) {
      next = editing ? beforeEdit : beforePost;
      beforeEdit = editing ? () -> {} : beforeEdit;
      beforePost = editing ? beforePost : () -> {};
    }
    next.run();
  }

  /** How often it had to ask for patience. */
  public synchronized int refusedForPace() {
    return limits.refusedForPace;
  }

  /** How often something was asked of it. */
  public synchronized int calls() {
    return limits.calls;
  }

  @Override
  public void close() {
    threads.close();
  }

  private final class ForThem implements Answering {
    private final Incoming to;

    ForThem(Incoming to) {
      this.to = to;
    }

    @Override
    public void privately(Message message) {
      Flat.mustFit(message);
      privately
          .computeIfAbsent(to.by(), who -> new java.util.concurrent.CopyOnWriteArrayList<>())
          .add(message);
    }

    @Override
    public void openly(Message message) {
      Place at =
          switch (to) {
            case Incoming.Typed typed -> typed.at();
            case Incoming.Pressed pressed -> pressed.at();
            case Incoming.Submitted submitted -> submitted.at();
            case Incoming.Reacted reacted -> Place.threadOf(reacted.on());
            case Incoming.Removed removed -> Place.channel(called, OUR_CHANNEL);
          };
      put(at, message, new PostId("answer-" + event()), false);
    }

    @Override
    public void form(Form form) {
      forms.put(to.by(), form);
      formsOpened.merge(to.by(), 1, Integer::sum);
    }
  }

  private Place directWith(Account who) {
    return Place.channel(called, "D-" + who.id());
  }

  private synchronized MessageId put(Place at, Message message, PostId id, boolean broadcast) {
    Flat.mustFit(message);
    String key = "m" + ++serial;
    if (at.channel().startsWith("D-")) {
      Account who = new Account(called, at.channel().substring(2));
      privately
          .computeIfAbsent(who, unused -> new java.util.concurrent.CopyOnWriteArrayList<>())
          .add(message);
    }
    posted.put(key, new Posted(at, message, id, broadcast, new ArrayList<>()));
    return new MessageId(called, at.channel(), key);
  }

  private final class Door implements ChatPlatform {
    @Override
    public String name() {
      return called;
    }

    @Override
    public void open(ChatListener listener) {
      listeners.add(listener);
    }

    @Override
    public Connection connection() {
      return new Connection(!limits.away, limits.away ? "not connected" : "connected");
    }

    @Override
    public MessageId post(Place place, Message message, PostId id, boolean broadcast)
        throws ChatTrouble {
      meanwhile(false);
      synchronized (MemoryChat.this) {
        limits.admit();
        limits.keepPace(place.channel());
        if (limits.refusing) {
          throw new ChatTrouble(ChatTrouble.Kind.REFUSED, "not_in_channel");
        }
        if (place.thread().isPresent() && !posted.containsKey(place.thread().get().id())) {
          throw new ChatTrouble(ChatTrouble.Kind.GONE, "thread_not_found");
        }
        MessageId made = put(place, message, id, broadcast);
        limits.loseAnswer();
        return made;
      }
    }

    @Override
    public Optional<MessageId> find(Place place, PostId id) throws ChatTrouble {
      return findAll(place, id).stream().findFirst();
    }

    @Override
    public List<MessageId> findAll(Place place, PostId id) throws ChatTrouble {
      synchronized (MemoryChat.this) {
        limits.admit();
        return posted.entrySet().stream()
            .filter(
                entry -> entry.getValue().at().equals(place) && entry.getValue().id().equals(id))
            .map(entry -> new MessageId(called, place.channel(), entry.getKey()))
            .toList();
      }
    }

    @Override
    public void edit(MessageId id, Message message, PostId post) throws ChatTrouble {
      meanwhile(true);
      synchronized (MemoryChat.this) {
        limits.admit();
        limits.keepPaceOf("edits");
        Flat.mustFit(message);
        Posted old = posted.get(id.id());
        if (old == null) {
          throw new ChatTrouble(ChatTrouble.Kind.GONE, "message_not_found");
        }
        posted.put(
            id.id(), new Posted(old.at(), message, post, old.alsoInChannel(), old.reactions()));
        limits.loseAnswer();
      }
    }

    @Override
    public void remove(Place place, MessageId id, PostId post) throws ChatTrouble {
      synchronized (MemoryChat.this) {
        limits.admit();
        Posted unused = posted.remove(id.id());
      }
    }

    @Override
    public Reactions reactions(MessageId id) throws ChatTrouble {
      synchronized (MemoryChat.this) {
        limits.admit();
        limits.keepPaceOf("readings");
        Posted message = posted.get(id.id());
        if (message == null) {
          throw new ChatTrouble(ChatTrouble.Kind.GONE, "message_not_found");
        }
        List<Reactions.Reaction> people =
            message.reactions().stream()
                .filter(reaction -> !reaction.by().id().startsWith("B-"))
                .toList();
        return inPart ? new Reactions(List.of(), false) : new Reactions(people, true);
      }
    }

    @Override
    public boolean isDirect(String channel) {
      return channel.startsWith("D-");
    }

    @Override
    public Place direct(Account to) throws ChatTrouble {
      synchronized (MemoryChat.this) {
        limits.admit();
        if (!to.platform().equals(called) || closed.contains(to)) {
          throw new ChatTrouble(ChatTrouble.Kind.REFUSED, "takes no messages");
        }
        return directWith(to);
      }
    }

    @Override
    public void close() {}
  }
}
