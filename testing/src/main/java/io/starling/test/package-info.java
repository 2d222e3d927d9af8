/**
 * A mesh for tests, in memory: real members, which speak the real protocol with each
 * other, without sockets. Start with {@link io.starling.test.TestMesh}; JUnit hands one
 * to each test through {@link io.starling.test.MeshExtension}, and an application under
 * test joins it through {@link io.starling.test.TestMeshConfiguration}.
 */
@NullMarked
package io.starling.test;

import org.jspecify.annotations.NullMarked;
