package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MemberId;

/**
 * Takes in who departed, as others tell it. That is certain only where this member has
 * dialled whoever tells it; anybody else who calls it certain is dialled, and asked.
 */
final class Departures {

	/** At the hello, and of those who departed while the other side learned the rest. */
	private static final int MOST = 4;

	/** So many tellers wait to be asked. */
	private static final int MOST_QUESTIONS = 16;

	/** So often one is dialled that does not answer. */
	private static final int MOST_DIALS = 3;

	private final DepartedMembers departed;

	private final Links links;

	private final Dissemination dissemination;

	private final Duration patience;

	private final Map<MemberId, Question> questions = new LinkedHashMap<>();

	private Instant nextQuestion = Instant.MIN;

	Departures(Knowledge knowledge, Links links, Dissemination dissemination, Settings settings) {
		this.departed = knowledge.departed();
		this.links = links;
		this.dissemination = dissemination;
		this.patience = settings.pingTimeout();
	}

	void take(Connection from, Message.Departed message, Instant now) {
		if (from.departures.exceeds(MOST, now)) {
			return;
		}
		boolean dialled = from.id.dialled();
		boolean unsure = false;
		List<Departure> news = new ArrayList<>();
		for (Departure departure : message.departures()) {
			unsure |= !dialled && departure.certain() && this.departed.isNews(departure);
			Departure believed = dialled ? departure : departure.presumed();
			if (this.dissemination.learn(believed, from, now)) {
				news.add(believed);
			}
		}
		if (dialled) {
			this.questions.remove(from.peer().id());
		}
		else if (unsure && this.questions.size() < MOST_QUESTIONS) {
			this.questions.putIfAbsent(from.peer().id(), new Question(from.peer().endpoint(), 0));
			tick(now);
		}
		if (dialled && !news.isEmpty()) {
			Message.Departed more = new Message.Departed(news);
			this.links.carriers().all().stream().filter((link) -> link != from).forEach((link) -> {
				this.links.send(link, more);
			});
		}
	}

	/** Asks one after the other, each a few times, until it has answered. */
	void tick(Instant now) {
		if (now.isBefore(this.nextQuestion) || this.questions.isEmpty()) {
			return;
		}
		Map.Entry<MemberId, Question> first = this.questions.entrySet().iterator().next();
		MemberId teller = first.getKey();
		Question question = first.getValue();
		this.questions.remove(teller);
		if (question.asked() + 1 < MOST_DIALS) {
			this.questions.put(teller, new Question(question.endpoint(), question.asked() + 1));
		}
		this.nextQuestion = now.plus(Connection.ANSWER);
		this.links.dial(question.endpoint(), Connection.Purpose.ASK, null, this.patience, now);
	}

	/**
	 * Who is to be asked.
	 *
	 * @param endpoint where
	 * @param asked how often it has been
	 */
	private record Question(Endpoint endpoint, int asked) {

	}

}
