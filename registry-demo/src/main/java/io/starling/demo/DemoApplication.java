package io.starling.demo;

import java.util.Arrays;

import io.starling.demo.console.Doorstep;
import io.starling.demo.process.ParentWatch;

import org.springframework.boot.SpringApplication;

/**
 * The one entry to the demo's one jar. The role decides which application starts; the
 * rest of the command line is Spring's.
 */
public final class DemoApplication {

	private DemoApplication() {
	}

	/**
	 * Starts the demo, or one instance of it.
	 * @param args {@code --role=} console, storefront, inventory or pricing, and any
	 * property
	 */
	public static void main(String[] args) {
		Role role = Role.of(args, System.getenv());
		if (Arrays.asList(args).contains(ParentWatch.ARGUMENT)) {
			ParentWatch.begin();
		}
		SpringApplication application = new SpringApplication(role.application());
		if (role == Role.CONSOLE) {
			application.setAdditionalProfiles("console");
			Doorstep.prepare(application, args);
		}
		else {
			application.setAdditionalProfiles("service", role.label());
			InstanceName.prepare(application, role);
		}
		application.run(args);
	}

}
