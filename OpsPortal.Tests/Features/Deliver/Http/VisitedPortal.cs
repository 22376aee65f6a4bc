using Microsoft.Extensions.Time.Testing;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Features.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Http;

/// <summary>A portal with the demo organisation on a clock that stands still, and people of it in their browsers.</summary>
public abstract class VisitedPortal : IAsyncLifetime
{
    protected VisitedPortal() => Portal = new(Clock);

    protected FakeTimeProvider Clock { get; } = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    protected PortalHost Portal { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <param name="account">Before the at sign.</param>
    protected async Task<Visitor> SignedInAsync(string account)
    {
        var visitor = new Visitor(Portal);
        await visitor.SignInAsync($"{account}@demo.local");
        return visitor;
    }

    /// <summary>Shows once more who it is.</summary>
    protected static async Task<Guid> StepUpAsync(Visitor visitor) => Guid.Parse((await visitor.PostAsync("/api/v1/step-ups", new { password = DemoPeople.Password }))["id"]);
}
