/**
 * Every setting there is: {@link org.dompet.configuration.Catalogue} reads {@code
 * config/dompet.properties}, {@link org.dompet.configuration.CheckConfiguration} compares what an
 * installation says with it, and {@link org.dompet.configuration.Secret} keeps what must not be
 * told. Each component still reads its own settings into a record of its own, which has the last
 * word about them.
 *
 * <p>But for what MicroProfile Config finds here, it works without a container: the command checks
 * the same before it starts anything. It knows no other component.
 */
@NullMarked
package org.dompet.configuration;

import org.jspecify.annotations.NullMarked;
