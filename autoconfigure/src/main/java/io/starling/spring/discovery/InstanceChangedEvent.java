package io.starling.spring.discovery;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * Tells what happened to one instance of a service, as discovery lists it.
 *
 * <pre class="code">
 * &#064;EventListener
 * void onChange(InstanceChangedEvent event) {
 *     if (event.getKind() == InstanceChangedEvent.Kind.REMOVED) {
 *         this.connections.closeAll(event.getInstance().getUri());
 *     }
 * }
 * </pre>
 * <p>
 * An application is told of everything that it finds when its context has been refreshed
 * as {@link Kind#ADDED}, its own instance among it once that accepts traffic, so that
 * whoever listens from the start needs no look-up besides. Events come one after the
 * other on one thread that belongs to nobody else: a slow listener delays later events
 * only, and what happened and was undone meanwhile is not told. A listener that throws is
 * logged; as with every event of Spring, those after it miss this one event.
 */
public final class InstanceChangedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	private final transient @Nullable StarlingServiceInstance before;

	private final transient @Nullable StarlingServiceInstance after;

	InstanceChangedEvent(Object source, Kind kind, @Nullable StarlingServiceInstance before,
			@Nullable StarlingServiceInstance after) {
		super(source);
		this.kind = kind;
		this.before = before;
		this.after = after;
	}

	/**
	 * Returns what happened.
	 * @return the kind of change
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Returns the service whose instance it is.
	 * @return the service's name
	 */
	public String getServiceId() {
		return getInstance().getServiceId();
	}

	/**
	 * Returns the instance as it was last known.
	 * @return the instance after the change, or before it if it was removed
	 */
	public StarlingServiceInstance getInstance() {
		return Objects.requireNonNull((this.after != null) ? this.after : this.before);
	}

	/**
	 * Returns the instance before the change.
	 * @return the instance, or null if it was added
	 */
	public @Nullable StarlingServiceInstance getBefore() {
		return this.before;
	}

	/**
	 * Returns the instance after the change.
	 * @return the instance, or null if it was removed
	 */
	public @Nullable StarlingServiceInstance getAfter() {
		return this.after;
	}

	@Override
	public String toString() {
		return this.kind + " " + getInstance();
	}

	/** What can happen to an instance. */
	public enum Kind {

		/** It may be called from now on; it can be suspected already. */
		ADDED,

		/** It says something else of itself, its metadata for example. */
		CHANGED,

		/**
		 * It must not be called any more: it drains or is down, or its process is gone.
		 * Not told of the last instances of a service that are only presumed dead: they
		 * stay listed.
		 */
		REMOVED,

		/**
		 * Its neighbours find it silent, or it is presumed dead. It stays listed, but
		 * last.
		 */
		SUSPECTED,

		/** It has shown that it lives, and is no longer suspected. */
		TRUSTED

	}

}
