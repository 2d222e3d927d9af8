package io.starling.mesh.protocol;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;

/**
 * The links that carry rumors: those with neighbours, and those by which the last
 * newcomers joined; or all, as long as no such link stands.
 */
final class Carriers {

	private final int mostNewcomers;

	/**
	 * Those who came last and were alone: they hear everything here until they have links
	 * of their own.
	 */
	private final Deque<Connection> newcomers = new ArrayDeque<>();

	private NavigableSet<MemberId> neighbours = Collections.emptyNavigableSet();

	/** The neighbours to whom large rows are only offered. */
	private NavigableSet<MemberId> lazy = Collections.emptyNavigableSet();

	/** The open links, one a peer. */
	private Collection<Connection> links = List.of();

	private List<Connection> carriers = List.of();

	Carriers(int mostNewcomers) {
		this.mostNewcomers = mostNewcomers;
	}

	List<Connection> all() {
		return this.carriers;
	}

	boolean isLazy(Connection connection) {
		return this.lazy.contains(connection.peer().id());
	}

	/** Follows the overlay: large rows go over the links with some neighbours only. */
	void follow(NavigableSet<MemberId> neighbours, NavigableSet<MemberId> eager) {
		if (this.neighbours != neighbours) {
			this.neighbours = neighbours;
			this.lazy = new TreeSet<>(neighbours);
			this.lazy.removeAll(eager);
			refresh(this.links);
		}
	}

	/**
	 * A newcomer has joined by a connection; the one who did so before many others did is
	 * none any more.
	 */
	void welcome(Connection connection) {
		this.newcomers.add(connection);
		if (this.newcomers.size() > this.mostNewcomers) {
			this.newcomers.remove();
		}
		refresh(this.links);
	}

	/** Other links stand now. */
	void refresh(Collection<Connection> links) {
		this.links = links;
		this.newcomers.removeIf((newcomer) -> !links.contains(newcomer));
		List<Connection> chosen = links.stream()
			.filter((link) -> this.neighbours.contains(link.peer().id()) || this.newcomers.contains(link))
			.toList();
		this.carriers = chosen.isEmpty() ? List.copyOf(links) : chosen;
	}

}
