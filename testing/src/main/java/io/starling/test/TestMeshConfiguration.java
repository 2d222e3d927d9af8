package io.starling.test;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the application of a context test join a mesh in memory instead of one with
 * sockets: import it, and inject the {@link TestMesh} to start others. A test that has a
 * {@code TestMesh} bean of its own keeps that one.
 *
 * <pre class="code">
 * &#064;SpringBootTest
 * &#064;Import(TestMeshConfiguration.class)
 * class ShopContextTest {
 *
 *     &#064;Autowired
 *     TestMesh mesh;
 *
 * }
 * </pre>
 */
@Configuration(proxyBeanMethods = false)
public class TestMeshConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TestMesh testMesh() {
		return new TestMesh();
	}

	@Bean
	Mesh starlingMesh(TestMesh mesh, MeshSettings settings) {
		return mesh.join(settings);
	}

}
