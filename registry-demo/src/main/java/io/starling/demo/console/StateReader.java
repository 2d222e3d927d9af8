package io.starling.demo.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.demo.console.PageState.InstanceInfo;
import io.starling.demo.console.PageState.LinkInfo;
import io.starling.demo.console.PageState.MemberInfo;
import io.starling.demo.console.PageState.MeshInfo;
import io.starling.demo.console.PageState.ServiceInfo;
import io.starling.demo.process.Slot;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;

/**
 * Makes one picture of what the mesh says and what the processes do. A function of its
 * arguments: it asks nobody and remembers nothing.
 */
class StateReader {

	private final Names names;

	private final Overlay overlay;

	StateReader(Names names, Overlay overlay) {
		this.names = names;
		this.overlay = overlay;
	}

	/**
	 * Makes the picture.
	 * @param mesh the mesh
	 * @param controls what can be done from here
	 * @return the state of the page
	 */
	PageState read(MeshView mesh, Controls controls) {
		MeshSnapshot snapshot = mesh.snapshot();
		MeshStatus status = mesh.status();
		List<Registered> registered = mesh.registered(snapshot);
		return new PageState(
				new MeshInfo(mesh.name(), status.condition().name(), status.reason(), snapshot.linked().size()),
				snapshot.all().stream().map((state) -> member(state, snapshot.self())).toList(), links(snapshot),
				services(snapshot, registered, controls), controls.whyNoStart().orElse(null));
	}

	private MemberInfo member(MemberState state, MemberId self) {
		MemberId id = state.member().id();
		return new MemberInfo(id.toShortString(), this.names.of(id), state.member().endpoint().toString(),
				state.member().zone(), state.liveness().name(), state.reason(), state.since().toEpochMilli(),
				id.equals(self));
	}

	private List<LinkInfo> links(MeshSnapshot snapshot) {
		SortedSet<MemberId> present = new TreeSet<>();
		snapshot.present().forEach((state) -> present.add(state.member().id()));
		List<LinkInfo> links = new ArrayList<>();
		MemberId self = snapshot.self();
		SortedSet<MemberId> own = new TreeSet<>(snapshot.neighbours());
		own.addAll(snapshot.linked());
		own.retainAll(present);
		own.forEach((other) -> links.add(link(self, other, snapshot.linked().contains(other) ? "stands" : "missing")));
		for (MemberId member : present) {
			for (MemberId other : this.overlay.neighbours(member, present)) {
				if (member.compareTo(other) < 0 && !member.equals(self) && !other.equals(self)) {
					links.add(link(member, other, "computed"));
				}
			}
		}
		return links;
	}

	private static LinkInfo link(MemberId a, MemberId b, String kind) {
		return new LinkInfo(a.toShortString(), b.toShortString(), kind);
	}

	private List<ServiceInfo> services(MeshSnapshot snapshot, List<Registered> registered, Controls controls) {
		Map<String, List<InstanceInfo>> services = new TreeMap<>();
		List<Registered> left = new ArrayList<>(registered);
		for (Slot slot : controls.slots()) {
			Optional<Registered> listed = find(slot, left);
			listed.ifPresent(left::remove);
			add(services, slot.service(), instance(slot, listed, snapshot));
		}
		left.forEach((instance) -> add(services, instance.service(), foreign(instance, snapshot)));
		return services.entrySet().stream().map((entry) -> new ServiceInfo(entry.getKey(), entry.getValue())).toList();
	}

	// The row of a killed process can outlive it by a moment, beside that of its
	// successor.
	private static Optional<Registered> find(Slot slot, Collection<Registered> registered) {
		List<Registered> named = registered.stream().filter((instance) -> instance.name().equals(slot.name())).toList();
		Optional<Registered> own = named.stream().filter((instance) -> instance.pid() == slot.pid()).findFirst();
		return own.or(() -> named.stream().findFirst());
	}

	private static InstanceInfo instance(Slot slot, Optional<Registered> listed, MeshSnapshot snapshot) {
		boolean running = slot.pid() != 0;
		boolean startable = slot.state() == Slot.State.ENDED;
		if (listed.isEmpty()) {
			return new InstanceInfo(slot.name(), word(slot.state()), false, false, slot.zone(), "", "", slot.pid(),
					slot.note(), running, startable);
		}
		Registered instance = listed.get();
		return new InstanceInfo(slot.name(), instance.status(), true, suspect(instance, snapshot), instance.zone(),
				instance.address(), instance.member().toShortString(), slot.pid(), slot.note(), running, startable);
	}

	private static InstanceInfo foreign(Registered instance, MeshSnapshot snapshot) {
		return new InstanceInfo(instance.name(), instance.status(), true, suspect(instance, snapshot), instance.zone(),
				instance.address(), instance.member().toShortString(), instance.pid(), "", true, false);
	}

	private static boolean suspect(Registered instance, MeshSnapshot snapshot) {
		return snapshot.member(instance.member()).filter((state) -> state.liveness() == Liveness.SUSPECT).isPresent();
	}

	private static String word(Slot.State state) {
		return switch (state) {
			case QUEUED -> "QUEUED";
			case STARTING -> "STARTING";
			case RUNNING -> "LEAVING";
			case ENDED -> "STOPPED";
		};
	}

	private static void add(Map<String, List<InstanceInfo>> services, String service, InstanceInfo instance) {
		services.computeIfAbsent(service, (name) -> new ArrayList<>()).add(instance);
	}

}
