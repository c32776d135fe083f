/**
 * The running application that tests talk to: Payara Micro with the WAR as it was built and the
 * broker's resource adapter, on free ports, with a real PostgreSQL and all files under {@code
 * target/it}.
 *
 * <p>Arquillian starts it once for all tests ({@link org.dompet.web.server.MicroContainer}); tests
 * over HTTP find it by {@link org.dompet.web.server.TestServer#running}.
 */
@NullMarked
package org.dompet.web.server;

import org.jspecify.annotations.NullMarked;
