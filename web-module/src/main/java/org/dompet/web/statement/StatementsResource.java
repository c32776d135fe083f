package org.dompet.web.statement;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dompet.limit.Limit;
import org.dompet.money.Currency;
import org.dompet.onramp.Provider;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.statement.Statement;
import org.dompet.statement.StatementMatch;
import org.dompet.statement.Statements;
import org.dompet.statement.UploadStatement;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Statements: read by auditors too, uploaded by administrators and operators. */
@Path("admin/reconciliation/statements")
@ApplicationScoped
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR"})
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.ADMIN)
public class StatementsResource {
  private static final String PATH = "/api/v1/admin/reconciliation/statements/";
  private static final int CREATED = 201;
  private static final int OK = 200;

  private Statements statements;
  private UploadStatement upload;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected StatementsResource() {}

  @Inject
  StatementsResource(Statements statements, UploadStatement upload, Call call) {
    this.statements = statements;
    this.upload = upload;
    this.call = call;
  }

  /** A statement as it stands; what came of it is missing until a run has matched it. */
  record StatementView(
      UUID id,
      String provider,
      String sha256,
      Instant periodFrom,
      Instant periodTo,
      int lines,
      Statement.State state,
      UUID uploadedBy,
      Instant uploadedAt,
      @Nullable UUID runId,
      @Nullable Instant matchedAt,
      @Nullable Integer matched,
      @Nullable Integer unmatched,
      @Nullable Integer missing) {
    static StatementView of(Statement statement) {
      Statement.@Nullable Outcome outcome = statement.outcome();
      return new StatementView(
          statement.id(),
          statement.provider().code(),
          statement.sha256(),
          statement.from(),
          statement.to(),
          statement.lines(),
          statement.state(),
          statement.uploadedBy(),
          statement.uploadedAt(),
          outcome == null ? null : outcome.runId(),
          outcome == null ? null : outcome.at(),
          outcome == null ? null : outcome.matched(),
          outcome == null ? null : outcome.unmatched(),
          outcome == null ? null : outcome.missing());
    }
  }

  /** Lines that are entries. */
  record MatchView(
      int number,
      List<Integer> lines,
      List<UUID> entries,
      String amount,
      Currency currency,
      StatementMatch.Rule rule,
      String reason) {
    static MatchView of(Statements.Numbered numbered) {
      StatementMatch match = numbered.match();
      return new MatchView(
          numbered.number(),
          match.lines(),
          match.entries(),
          match.amount().decimal(),
          match.amount().currency(),
          match.rule(),
          match.reason());
    }
  }

  @POST
  @RolesAllowed({"ADMIN", "OPERATOR"})
  @Consumes("text/csv")
  public Response upload(@QueryParam("provider") @Nullable String provider, InputStream statement) {
    UploadStatement.Result result =
        upload.upload(
            provider(provider == null ? "" : provider), statement, call.userId(), call.caller());
    return Response.status(result.replayed() ? OK : CREATED)
        .location(URI.create(PATH + result.statement().id()))
        .entity(StatementView.of(result.statement()))
        .build();
  }

  @GET
  public Page<StatementView> list(
      @QueryParam("provider") @Nullable String provider,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, Statements.MAX_PAGE);
    List<Statement> page =
        statements.list(
            provider == null ? null : provider(provider),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        page.stream().map(StatementView::of).toList(),
        page.size() < size ? null : page.get(size - 1).id().toString());
  }

  @GET
  @Path("{id}")
  public StatementView read(@PathParam("id") String id) {
    return StatementView.of(existing(id));
  }

  @GET
  @Path("{id}/matches")
  public Page<MatchView> matches(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Statement statement = existing(id);
    int size = Input.limit(limit, Statements.MAX_PAGE);
    int after = cursor == null ? 0 : number(cursor);
    List<Statements.Numbered> page = statements.matches(statement.id(), after, size);
    return new Page<>(
        page.stream().map(MatchView::of).toList(),
        page.size() < size ? null : String.valueOf(page.get(size - 1).number()));
  }

  private Statement existing(String id) {
    return statements
        .find(Input.id(id))
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no statement " + id));
  }

  private static Provider provider(String code) {
    return Provider.of(code);
  }

  private static int number(String cursor) {
    return Math.toIntExact(Math.min(Input.positive("cursor", cursor), Integer.MAX_VALUE));
  }
}
