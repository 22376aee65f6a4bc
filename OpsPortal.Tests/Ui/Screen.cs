using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Lists.SavedViews;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Tests.Ui;

/// <summary>A browser page as far as bUnit has one: signed in, on a clock that stands still, on a database of its own.</summary>
public abstract class Screen : BunitContext, IAsyncLifetime
{
    protected static readonly PersonId Dana = new(Guid.Parse("0193a000-0000-7000-8000-000000000001"));

    private readonly SqliteDatabase _database = new();

    protected Screen()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Feed).AddSingleton<IDbContextFactory<OpsDb>>(_ => _database.Contexts);
        Services.AddSingleton<PreferenceBook>().AddSingleton<SavedViewBook>();
        Services.AddScoped<Viewer>().AddScoped<Shortcuts>().AddScoped<Ticker>().AddScoped<ListTools>();
        this.AddAuthorization().SetAuthorized("Dana Okafor").SetClaims(
            new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, nameof(Duty.ServiceDesk)));
    }

    protected FakeTimeProvider Clock { get; } = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    protected ChangeFeed Feed { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await using var db = _database.Open();
        db.Persons.Add(new() { Id = Dana, Name = "Dana Okafor", CreatedAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    /// <summary>Presses a key as the browser forwards it.</summary>
    protected Task PressAsync(string key) => Renderer.Dispatcher.InvokeAsync(() => Services.GetRequiredService<Shortcuts>().PressAsync(key));

    /// <summary>Something has been committed; as much time passes as an open page needs to notice.</summary>
    protected void Changed(ChangeKind kind)
    {
        Feed.Publish(kind);
        Clock.Advance(PageSubscription.Pace);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}
