package io.starling.mesh.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A transport that writes down what happens. May be used on the test's thread.
 */
final class TestTransport implements TransportEvents, AutoCloseable {

	private final Loopback loopback;

	private final TcpTransport transport;

	/** Touched on the loop only. */
	private final List<Event> events = new ArrayList<>();

	private Consumer<Event> reaction = (event) -> {
	};

	private InetSocketAddress bound;

	private long dialled;

	private final Map<ConnectionId, Ending> endings = new ConcurrentHashMap<>();

	TestTransport(Loopback loopback, TransportSettings settings) {
		this.loopback = loopback;
		this.transport = new TcpTransport(loopback.loop(), loopback.names(), settings, this);
	}

	/** The transport itself, for use on the loop. */
	TcpTransport raw() {
		return this.transport;
	}

	TestTransport listening() {
		return listening(0, 0);
	}

	TestTransport listening(int first, int last) {
		this.bound = result(() -> this.transport.bind("127.0.0.1", first, last)).join();
		return this;
	}

	<T> CompletableFuture<T> result(Supplier<CompletableFuture<T>> action) {
		return this.loopback.call(action::get).orTimeout(Loopback.PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	int port() {
		return this.bound.getPort();
	}

	Endpoint endpoint() {
		return new Endpoint("127.0.0.1", port());
	}

	/** From now on, does something about every event, within the callback. */
	void react(Consumer<Event> reaction) {
		this.loopback.run(() -> this.reaction = reaction);
	}

	ConnectionId dial(Endpoint endpoint) {
		return this.loopback.call(() -> {
			ConnectionId id = new ConnectionId(true, ++this.dialled);
			this.transport.connect(id, endpoint);
			return id;
		});
	}

	/** Dials another transport, says hello, and waits until both sides know. */
	ConnectionId link(TestTransport other) {
		ConnectionId id = dial(other.endpoint());
		awaitEvent(new Connected(id));
		int before = other.count(Accepted.class);
		send(id, Samples.HELLO);
		this.loopback.await("accepted",
				() -> other.events.stream().filter(Accepted.class::isInstance).count() > before);
		return id;
	}

	void send(ConnectionId id, Message message) {
		this.loopback.run(() -> this.transport.send(id, message));
	}

	void close(ConnectionId id) {
		this.loopback.run(() -> this.transport.close(id));
	}

	TransportCounters counters() {
		return this.loopback.call(this.transport::counters);
	}

	/** On the loop. */
	boolean isClosed(ConnectionId id) {
		return this.events.contains(new Closed(id));
	}

	boolean isClosedNow(ConnectionId id) {
		return this.loopback.call(() -> isClosed(id));
	}

	/** How a connection ended that has ended. */
	Ending ending(ConnectionId id) {
		return this.endings.get(id);
	}

	List<Event> events() {
		return this.loopback.call(() -> List.copyOf(this.events));
	}

	List<Event> eventsOf(ConnectionId id) {
		return events().stream().filter((event) -> event.id().equals(id)).toList();
	}

	int count(Class<? extends Event> type) {
		return (int) events().stream().filter(type::isInstance).count();
	}

	void awaitEvent(Event event) {
		this.loopback.await(event.toString(), () -> this.events.contains(event));
	}

	void awaitCount(Class<? extends Event> type, int count) {
		this.loopback.await(count + " " + type.getSimpleName(),
				() -> this.events.stream().filter(type::isInstance).count() >= count);
	}

	/** The connection accepted last. */
	ConnectionId accepted() {
		awaitCount(Accepted.class, 1);
		return events().stream()
			.filter(Accepted.class::isInstance)
			.map(Event::id)
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	@Override
	public void accepted(ConnectionId connection) {
		happened(new Accepted(connection));
	}

	@Override
	public void lookingUp(ConnectionId connection) {
		happened(new LookingUp(connection));
	}

	@Override
	public void dialling(ConnectionId connection) {
		happened(new Dialling(connection));
	}

	@Override
	public void connected(ConnectionId connection) {
		happened(new Connected(connection));
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure, String detail) {
		assertThat(detail).isNotBlank();
		happened(new Failed(connection, failure));
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		happened(new Received(connection, message));
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		this.endings.put(connection, ending);
		happened(new Closed(connection));
	}

	private void happened(Event event) {
		assertThat(this.loopback.loop().inEventLoop()).isTrue();
		this.events.add(event);
		this.reaction.accept(event);
	}

	@Override
	public void close() {
		result(this.transport::close).join();
	}

	/** What the transport told. */
	sealed interface Event {

		ConnectionId id();

	}

	record Accepted(ConnectionId id) implements Event {
	}

	record LookingUp(ConnectionId id) implements Event {
	}

	record Dialling(ConnectionId id) implements Event {
	}

	record Connected(ConnectionId id) implements Event {
	}

	record Failed(ConnectionId id, ConnectFailure failure) implements Event {
	}

	record Received(ConnectionId id, Message message) implements Event {
	}

	record Closed(ConnectionId id) implements Event {
	}

}
