package io.starling.acceptance.restart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.web.client.RestClient;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three instances under constant load of another process: restarts in order lose not one
 * request; a kill loses those that were under way, and none from the moment on at which
 * the caller knows.
 */
class RestartsIT {

	private static final int ROUNDS = 3;

	/** Ten times what is promised, as other processes start at the same time. */
	private static final Duration KILL_LIMIT = Duration.ofSeconds(3);

	private static final Pattern DRAINED = Pattern.compile("Draining: (\\d+) of (\\d+) other members confirmed");

	private static final ProcessMesh MESH = new ProcessMesh();

	private static final List<ApplicationProcess> orders = new ArrayList<>();

	private static final List<Account> looks = new ArrayList<>();

	private static RestClient caller;

	@BeforeAll
	static void start() {
		for (int i = 0; i < 3; i++) {
			orders.add(startOrders());
		}
		eventually(() -> assertThat(MESH.instances("orders")).hasSize(3));
		ApplicationProcess process = MESH.start("caller", Caller.class, "spring.main.web-application-type=servlet");
		caller = RestClient.create(process.url().toString());
		awaitCalls();
		account();
	}

	@AfterAll
	static void end() {
		MESH.close();
	}

	@Test
	void inOrderLoseNotOneRequest() {
		for (int round = 1; round <= ROUNDS; round++) {
			for (int i = 0; i < orders.size(); i++) {
				ApplicationProcess old = orders.get(i);
				old.terminate();
				old.awaitEnd();
				MatchResult drained = old.said(DRAINED);
				assertThat(drained.group(1)).isEqualTo(drained.group(2));
				orders.set(i, startOrders());
				eventually(() -> assertThat(MESH.instances("orders")).hasSize(3));
				awaitCalls();
			}
			Account account = account();
			System.out.println("Round " + round + " of restarts: " + account.answered() + " requests, "
					+ account.failures().size() + " failed");
			assertThat(account.failures()).isEmpty();
			assertThat(account.answered()).isGreaterThan(100);
		}
	}

	@Test
	void byKillsLoseOnlyWhatWasUnderWay() {
		for (int round = 1; round <= ROUNDS; round++) {
			assertThat(account().failures()).isEmpty();
			ApplicationProcess victim = orders.get(0);
			long killed = System.currentTimeMillis();
			victim.kill();
			eventually(() -> assertThat(MESH.instances("orders")).hasSize(2));
			orders.set(0, startOrders());
			eventually(() -> assertThat(MESH.instances("orders")).hasSize(3));
			awaitCalls();
			Account account = account();
			long last = account.failures().stream().mapToLong(Account.Failure::start).max().orElse(killed) - killed;
			System.out.println("Kill " + round + ": " + account.answered() + " requests, " + account.failures().size()
					+ " failed, the last one made " + last + " ms after the kill");
			assertThat(last).isLessThan(KILL_LIMIT.toMillis());
		}
	}

	/** Waits until the caller has an answer of each of the present instances. */
	private static void awaitCalls() {
		List<String> pids = orders.stream().map((process) -> String.valueOf(process.pid())).toList();
		List<String> answered = new ArrayList<>();
		eventually(() -> {
			Account account = look();
			answered.addAll(account.answers().keySet());
			assertThat(answered).containsAll(pids);
		});
	}

	// What is told once is not told again, so it is kept until somebody takes account.
	private static Account look() {
		Account account = Account.of(String.valueOf(caller.get().uri("/book").retrieve().body(String.class)));
		looks.add(account);
		return account;
	}

	private static Account account() {
		look();
		Account all = looks.stream().reduce(Account::plus).orElseThrow();
		looks.clear();
		return all;
	}

	private static ApplicationProcess startOrders() {
		return MESH.start("orders", Orders.class, "spring.main.web-application-type=servlet");
	}

}
