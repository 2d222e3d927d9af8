/**
 * Spring Boot Admin, which watches all applications that it finds in the mesh:
 * {@link io.starling.acceptance.admin.AdminServer}.
 */
@NullMarked
package io.starling.acceptance.admin;

import org.jspecify.annotations.NullMarked;
