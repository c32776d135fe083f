package org.dompet.server.readiness;

import java.time.Clock;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.dompet.configuration.Profile;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;

/**
 * What the checklist looks at.
 *
 * @param database connections of the application's role, for reading
 * @param settings as the server should have them
 * @param var the directory of the instance
 * @param environment variables by their names; empty where there is none
 * @param profile by whose rules it is judged
 */
public record Installation(
    DataSource database,
    Clock clock,
    Settings settings,
    VarDirectory var,
    Profile profile,
    UnaryOperator<String> environment,
    RunningServer server) {}
