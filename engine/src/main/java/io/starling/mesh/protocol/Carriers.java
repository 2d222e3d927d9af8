package io.starling.mesh.protocol;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;

/**
 * The links that carry rumors: those with neighbours, and those by which the last
 * newcomers joined; or all, as long as no such link stands. Links with former neighbours
 * carry on until those with half of the new ones stand, who may not be there at all.
 */
final class Carriers {

	/** So many newcomers, and so many former neighbours. */
	private final int most;

	/**
	 * Those who came last and were alone: they hear everything here until they have links
	 * of their own.
	 */
	private final Deque<Connection> newcomers = new ArrayDeque<>();

	private NavigableSet<MemberId> neighbours = Collections.emptyNavigableSet();

	/** Those of before, as long as their links are needed; who came last is last. */
	private final Set<MemberId> former = new LinkedHashSet<>();

	/** The neighbours to whom large rows are only offered. */
	private NavigableSet<MemberId> lazy = Collections.emptyNavigableSet();

	/** The open links, one a peer. */
	private Collection<Connection> links = List.of();

	private List<Connection> carriers = List.of();

	/** True if no link with a neighbour stands. */
	private boolean standIns;

	Carriers(int most) {
		this.most = most;
	}

	List<Connection> all() {
		return this.carriers;
	}

	boolean isLazy(Connection connection) {
		return this.lazy.contains(connection.peer().id());
	}

	/**
	 * Tells whether a link is needed that the overlay does not want, because few of those
	 * that it wants stand, or none.
	 */
	boolean standsIn(Connection connection) {
		return this.former.contains(connection.peer().id()) || (this.standIns && this.carriers.contains(connection));
	}

	/** Follows the overlay: large rows go over the links with some neighbours only. */
	void follow(NavigableSet<MemberId> neighbours, NavigableSet<MemberId> eager) {
		if (this.neighbours != neighbours) {
			this.former.removeAll(this.neighbours);
			this.former.addAll(this.neighbours);
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
		if (this.newcomers.size() > this.most) {
			this.newcomers.remove();
		}
		refresh(this.links);
	}

	/** Other links stand now. */
	void refresh(Collection<Connection> links) {
		this.links = links;
		this.newcomers.removeIf((newcomer) -> !links.contains(newcomer));
		forgetFormer();
		List<Connection> chosen = links.stream()
			.filter((link) -> this.neighbours.contains(link.peer().id()) || this.newcomers.contains(link)
					|| this.former.contains(link.peer().id()))
			.toList();
		this.standIns = chosen.stream().allMatch(this.newcomers::contains);
		this.carriers = chosen.isEmpty() ? List.copyOf(links) : chosen;
	}

	private void forgetFormer() {
		List<MemberId> linked = this.links.stream().map((link) -> link.peer().id()).toList();
		this.former.retainAll(linked);
		this.former.removeAll(this.neighbours);
		if (2 * linked.stream().filter(this.neighbours::contains).count() >= this.neighbours.size()) {
			this.former.clear();
		}
		while (this.former.size() > this.most) {
			this.former.remove(this.former.iterator().next());
		}
	}

}
