package io.starling.acceptance.admin;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;

/**
 * What Spring Boot Admin says of an instance.
 *
 * @param name the application's name
 * @param status what its health says
 * @param managementUrl where its actuator is
 * @param healthUrl where its health is
 */
record Watched(String name, String status, String managementUrl, String healthUrl) {

	static List<Watched> all(String json) {
		List<Map<String, Object>> instances = JsonPath.read(json, "$");
		return instances.stream()
			.map((instance) -> new Watched(JsonPath.read(instance, "$.registration.name"),
					JsonPath.read(instance, "$.statusInfo.status"),
					JsonPath.read(instance, "$.registration.managementUrl"),
					JsonPath.read(instance, "$.registration.healthUrl")))
			.toList();
	}

}
