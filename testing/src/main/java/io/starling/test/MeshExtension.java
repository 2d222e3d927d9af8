package io.starling.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link TestMesh} to each test that has one among its parameters, a mesh of its
 * own, closed after the test.
 *
 * <pre class="code">
 * &#064;ExtendWith(MeshExtension.class)
 * class ShopTest {
 *
 *     &#064;Test
 *     void sellsWithoutPrices(TestMesh mesh) {
 *         TestInstance pricing = mesh.start("pricing", 8081);
 *         ...
 *         pricing.kill();
 *     }
 *
 * }
 * </pre>
 */
public final class MeshExtension implements ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(MeshExtension.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == TestMesh.class;
	}

	/** The same for the test and the methods around it; JUnit closes what is stored. */
	@Override
	public TestMesh resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getStore(NAMESPACE).computeIfAbsent(TestMesh.class, (type) -> new TestMesh(), TestMesh.class);
	}

}
