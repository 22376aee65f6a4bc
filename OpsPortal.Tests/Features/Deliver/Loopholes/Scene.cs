using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Demo;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Tests.Features.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Loopholes;

[CollectionDefinition(nameof(Scene))]
public sealed class SceneCollection : ICollectionFixture<Scene>;

/// <summary>The whole portal with its demo organisation and some more people, on a clock that only tests move. Every row has changes of its own: decisions cannot be taken out.</summary>
/// <remarks>
/// Unless a row says otherwise Mei (developer) asks, Dana (desk) wrote it, Priya (approver) approves as release manager and Tomás (approver2) as change manager,
/// and Oskar (operator) carries it out. Each is called by the mailbox of an account.
/// </remarks>
public sealed class Scene : IAsyncLifetime
{
    private readonly Dictionary<string, (Visitor Visitor, DateTimeOffset Since)> _sessions = [];
    private int _addresses;

    public Scene() => Portal = new(Clock);

    public FakeTimeProvider Clock { get; } = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public PortalHost Portal { get; }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await PersonAsync("Rosa Blum", [Duty.ReleaseManager], "rosa", "rosa.b");
        await PersonAsync("Bea Holm", [Duty.ReleaseManager, Duty.ChangeManager], "bea", "bea.b");
        await PersonAsync("Carl Weiss", [Duty.ChangeManager], "carl");
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    /// <summary>Status and code of what was refused, as <c>409 duties.requester</c>; of what was done <c>200 </c> alone.</summary>
    public static string Problem(Answer answer) => $"{(int)answer.Status} {answer["code"]}";

    /// <summary>A member of what came, by its path.</summary>
    public static string Field(Answer answer, params string[] path)
    {
        using var read = JsonDocument.Parse(answer.Html);
        return path.Aggregate(read.RootElement, (element, name) => element.GetProperty(name)).ToString();
    }

    /// <summary>So much time goes by in which nobody looks.</summary>
    public void Pass(TimeSpan time) => Clock.AdjustTime(Clock.GetUtcNow() + time);

    /// <summary>From an hour ago for four days.</summary>
    public Wanted Plan(string service) => new(service, Clock.GetUtcNow().AddHours(-1), Clock.GetUtcNow().AddHours(96));

    /// <summary>Somebody who has had the duties for a month, with an account for each mailbox and the password of the demo organisation.</summary>
    /// <param name="byOwnHand">The duties were given by this very person.</param>
    public async Task<PersonId> PersonAsync(string name, Duty[] duties, string mailbox, string? second = null, bool byOwnHand = false)
    {
        await using var db = Portal.Database();
        var at = Clock.GetUtcNow();
        var person = new Person { Id = PersonId.New(at), Name = name, CreatedAt = at };
        foreach (var duty in duties) person.Duties.Add(new() { Person = person.Id, Duty = duty, GrantedAt = at.AddDays(-30), GrantedBy = byOwnHand ? name : "a test", GrantedByPerson = byOwnHand ? person.Id : null });
        db.Add(person);
        var hash = await db.Users.Where(account => account.Email == Mail("desk")).Select(account => account.PasswordHash).SingleAsync();
        foreach (var mail in new[] { mailbox, second }.OfType<string>().Select(Mail))
        {
            var account = new Account { Id = Guid.CreateVersion7(at), UserName = mail, NormalizedUserName = mail.ToUpperInvariant(), Email = mail, NormalizedEmail = mail.ToUpperInvariant(), EmailConfirmed = true, PersonId = person.Id, PasswordHash = hash, CreatedAt = at };
            AccountUnit.Renew(account);
            db.Add(account);
        }

        await db.SaveChangesAsync();
        return person.Id;
    }

    public async Task<PersonId> PersonOfAsync(string account) => (await PrincipalAsync(account)).PersonOf()!.Value;

    /// <summary>The session that signing in gives.</summary>
    public async Task<ClaimsPrincipal> PrincipalAsync(string account)
    {
        await using var scope = Portal.Services.CreateAsyncScope();
        await using var db = Portal.Database();
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(await db.Users.SingleAsync(kept => kept.Email == Mail(account), Stopping));
    }

    /// <summary>An address that nobody had yet: attempts to sign in or to confirm are counted by address.</summary>
    public string NewAddress() => $"192.0.2.{++_addresses % 250}";

    /// <summary>Shows with the password once more who it is.</summary>
    public async Task<Guid> StepUpAsync(string account)
    {
        await using var scope = Portal.Services.CreateAsyncScope();
        var by = (await PrincipalAsync(account)).ToActingSession(NewAddress());
        return Assert.IsType<Outcome<StepUp>.Done>(await scope.ServiceProvider.GetRequiredService<ConfirmIdentity>().WithPasswordAsync(by, DemoPeople.Password, Stopping)).Value.Id;
    }

    /// <summary>A browser in which somebody is signed in; the same one for as long as the session lasts.</summary>
    public async Task<Visitor> VisitorAsync(string account)
    {
        if (_sessions.TryGetValue(account, out var open) && Clock.GetUtcNow() - open.Since < TimeSpan.FromHours(6)) return open.Visitor;
        var visitor = new Visitor(Portal);
        var entered = await visitor.SignInAsync(Mail(account));
        Assert.True(entered.To is not null, $"{account} cannot sign in: {entered.Alert}");
        _sessions[account] = (visitor, Clock.GetUtcNow());
        return visitor;
    }

    public async Task<Answer> GetAsync(string account, string path) => await (await VisitorAsync(account)).OpenAsync($"/api/v1/{path}");

    public async Task<Answer> PostAsync(string account, string path, object body) => await (await VisitorAsync(account)).PostAsync($"/api/v1/{path}", body);

    public async Task<Answer> DoneAsync(Task<Answer> act)
    {
        var answer = await act;
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Html);
        return answer;
    }

    /// <param name="authors">Accounts, or mail addresses; none: the desk.</param>
    public async Task<string> RequestedAsync(Wanted plan, string by = "developer", params string[] authors)
    {
        var number = Field(await DoneAsync(PostAsync(by, "changes", plan.ToBody())), "change", "number");
        await DoneAsync(PostAsync(by, $"changes/{number}/authors", new { authors = (authors.Length > 0 ? authors : ["desk"]).Select(author => new { mail = Mail(author), source = plan.Source }) }));
        return number;
    }

    public async Task<string> SubmittedAsync(Wanted plan, string by = "developer")
    {
        var number = await RequestedAsync(plan, by);
        await DoneAsync(PostAsync(by, $"changes/{number}/submission", new { }));
        return number;
    }

    /// <summary>One release manager and one change manager said yes.</summary>
    public async Task<string> ApprovedAsync(Wanted plan, string by = "developer", string release = "approver", string change = "approver2")
    {
        var number = await SubmittedAsync(plan, by);
        foreach (var approver in new[] { release, change }) await DoneAsync(ApproveAsync(approver, number));
        Assert.Equal("Approved", await StateAsync(number));
        return number;
    }

    public Task<Answer> EditAsync(string account, string number, Wanted plan, int seen = 1) => CallAsync(account, HttpMethod.Put, $"changes/{number}", new { seen, plan = plan.ToBody(), note = "Better so" });

    public async Task<Answer> CallAsync(string account, HttpMethod method, string path, object body) => await (await VisitorAsync(account)).CallAsync(method, $"/api/v1/{path}", body);

    /// <summary>Approves what the API shows now, with a new step-up, unless something else is given.</summary>
    public async Task<Answer> ApproveAsync(string account, string number, Guid? stepUp = null, string? contentHash = null, string? seen = null, string? inPlaceOf = null, DateTimeOffset? notBefore = null)
    {
        var now = await GetAsync(account, $"changes/{number}");
        return await PostAsync(account, $"changes/{number}/approval", new
        {
            stepUp = stepUp ?? await StepUpAsync(account),
            contentHash = contentHash ?? Field(now, "round", "contentHash"),
            seen = seen ?? Field(now, "seen"),
            reason = "Looked at it",
            principal = inPlaceOf is null ? (Guid?)null : (await PersonOfAsync(inPlaceOf)).Value,
            startNotBefore = notBefore,
        });
    }

    public Task<Answer> StartAsync(string account, string number, object? run = null) => PostAsync(account, $"changes/{number}/start", run ?? new { });

    /// <summary>Goes without its approvals: the operator declares and begins it, the change manager confirms.</summary>
    public async Task BreakGlassAsync(string number)
    {
        await DoneAsync(PostAsync("operator", $"changes/{number}/break-glass", new { stepUp = await StepUpAsync("operator"), text = "Nobody can pay" }));
        await DoneAsync(PostAsync("approver2", $"changes/{number}/break-glass/confirmation", new { stepUp = await StepUpAsync("approver2"), text = "" }));
        await DoneAsync(StartAsync("operator", number));
    }

    public async Task<string> StateAsync(string number) => Field(await GetAsync("developer", $"changes/{number}"), "change", "state");

    /// <summary>Where the asking stands.</summary>
    public async Task<string> RoundAsync(string number) => Field(await GetAsync("developer", $"changes/{number}"), "round", "state");

    /// <summary>Writes to the database behind the portal's back.</summary>
    public async Task TamperAsync(FormattableString sql)
    {
        await using var db = Portal.Database();
        Assert.Equal(1, await db.Database.ExecuteSqlAsync(sql, Stopping));
    }

    private static string Mail(string account) => account.Contains('@', StringComparison.Ordinal) ? account : $"{account}@demo.local";
}
