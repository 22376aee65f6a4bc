using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Pages.Editing;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Releases;
using OpsPortal.Features.Deliver.Releases.Components.Handling;
using OpsPortal.Features.Deliver.Releases.Pages.Editing;
using OpsPortal.Features.Deliver.Templates.Pages;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Storage;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>Pages of changes on the real use cases. Dana looks; Ann is release manager, Bob change manager, both for a month.</summary>
public abstract class DeliverScreen : Screen
{
    private readonly BunitAuthorizationContext _authorization;
    private Guid? _stepUp;

    /// <param name="more">What the page under test needs beside; services cannot be added once the base is set up.</param>
    protected DeliverScreen(Action<IServiceCollection>? more = null)
    {
        _authorization = this.AddAuthorization();
        Services.AddMetrics().AddLogging().AddOptions().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<Catalogue>().AddSingleton<InformLinks>().AddSingleton<BulletinMessages>();
        MonitorsFeature.AddMonitorParts(Services);
        Services.AddChangeParts().AddSingleton<TemplateTools>().AddSingleton<ChangeFormTools>();
        PlanningFeature.AddPlanningParts(Services);
        Services.AddReleaseParts().AddSingleton<ReleaseHandling>().AddSingleton<ReleaseFormTools>();
        more?.Invoke(Services);
        Services.AddSingleton(AnsweringDialogs.With("Looked at it", () => _stepUp));
        SetRendererInfo(new("Server", isInteractive: true));
    }

    protected static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    protected PersonId Ann { get; private set; }

    protected PersonId Bob { get; private set; }

    /// <summary>Restarts the cache in production; a reason may be given.</summary>
    protected static TemplateTerms Restart { get; } = new("Restart the cache", ["checkout/cache"], ["production"], [new("Restart", "One node after the other")], ["because"], new("Misses above 20 %", [new("Warm it up", "")], TimeSpan.FromMinutes(5)))
    {
        Reason = "It grows",
        Impact = "None",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Database();
        await PolicyShelf.BeginAsync(db, Clock.GetUtcNow().AddDays(-90), Stopping);
        (Ann, Bob) = (Add(db, "Ann", Duty.ReleaseManager), Add(db, "Bob", Duty.ChangeManager));
        db.Add(AccountOf(Dana, "dana"));
        await db.SaveChangesAsync(Stopping);
        SignIn(Dana, "Dana Okafor", Duty.ChangeManager);
    }

    protected OpsDb Database() => Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext();

    protected void SignIn(PersonId person, string name, Duty duty) => _authorization.SetAuthorized(name)
        .SetClaims(new Claim(Actors.PersonClaim, person.ToString()), new Claim(Actors.DutyClaim, duty.ToString())).SetAuthenticationType(IdentityConstants.ApplicationScheme);

    /// <summary>The next question who it is will be answered by this person.</summary>
    protected async Task StepUpAsync(PersonId person)
    {
        await using var db = Database();
        var kept = new KeptStepUp { Id = Guid.CreateVersion7(Clock.GetUtcNow()), Person = person, Account = Guid.Empty, Method = StepUpMethod.Password, At = Clock.GetUtcNow() };
        db.Add(kept);
        await db.SaveChangesAsync(Stopping);
        _stepUp = kept.Id;
    }

    /// <summary>Lays a template in as one that was approved.</summary>
    protected async Task<ChangeTemplate> InForceAsync(TemplateTerms? terms = null)
    {
        var template = new ChangeTemplate { Key = "restart-cache", Revision = 1, Terms = terms ?? Restart, ProposedBy = new(Bob, "", "Bob"), ProposedAt = Clock.GetUtcNow() };
        await using var db = Database();
        db.Add(template);
        db.Entry(template).Property(one => one.ApprovedAt).CurrentValue = Clock.GetUtcNow();
        await db.SaveChangesAsync(Stopping);
        return template;
    }

    private PersonId Add(OpsDb db, string name, Duty duty)
    {
        var person = new Person { Id = PersonId.New(Clock.GetUtcNow()), Name = name, CreatedAt = Clock.GetUtcNow() };
        person.Start(duty, "a test", Clock.GetUtcNow().AddDays(-30));
        db.AddRange(person, AccountOf(person.Id, name.ToLowerInvariant()));
        return person.Id;
    }

    private Account AccountOf(PersonId person, string name) => new()
    {
        Id = Guid.CreateVersion7(Clock.GetUtcNow()),
        UserName = $"{name}@example.org",
        NormalizedUserName = $"{name}@EXAMPLE.ORG".ToUpperInvariant(),
        Email = $"{name}@example.org",
        NormalizedEmail = $"{name}@EXAMPLE.ORG".ToUpperInvariant(),
        PersonId = person,
        CreatedAt = Clock.GetUtcNow(),
        SecurityStamp = "s",
    };
}
