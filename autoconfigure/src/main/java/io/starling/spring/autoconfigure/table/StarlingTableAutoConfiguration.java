package io.starling.spring.autoconfigure.table;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.table.MeshTables;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Gives applications that have Jackson tables of their own.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnBean(Mesh.class)
@ConditionalOnSingleCandidate(JsonMapper.class)
public final class StarlingTableAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MeshTables starlingTables(Mesh mesh, JsonMapper mapper) {
		return new MeshTables(mesh, mapper);
	}

}
