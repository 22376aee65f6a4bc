using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using OpsPortal.Features.Deliver.Approvals.Pages;
using OpsPortal.Features.Deliver.Changes.Pages;
using OpsPortal.Features.Deliver.Policies.Pages;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Demo;
using OpsPortal.Live;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Lists.SavedViews;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Tests.Features.Deliver.Loopholes;

/// <summary>Rows of the table of loopholes, each tried over the API of the portal and on its pages.</summary>
/// <remarks>The pages are the real ones and ask the use cases of that same portal; whoever looks has the session that signing in gives. Nothing here decides.</remarks>
public abstract class Loophole : BunitContext, IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly AsyncServiceScope _portal;
    private readonly BunitAuthorizationContext _authorization;

    protected Loophole(Scene scene)
    {
        Scene = scene;
        _portal = scene.Portal.Services.CreateAsyncScope();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(scene.Clock).AddSingleton(Of<ChangeFeed>()).AddSingleton(Of<PreferenceBook>()).AddSingleton(Of<SavedViewBook>());
        Services.AddLogging().AddScoped<Viewer>().AddScoped<Shortcuts>().AddScoped<Ticker>().AddScoped<ListTools>();
        Services.AddFallbackServiceProvider(_portal.ServiceProvider);
        _authorization = this.AddAuthorization();
        SetRendererInfo(new("Server", isInteractive: true));
    }

    protected Scene Scene { get; }

    protected IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;

    protected static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Dialogs = Render<MudDialogProvider>();
        return ValueTask.CompletedTask;
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _portal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Something of the portal itself.</summary>
    protected T Of<T>() where T : notnull => _portal.ServiceProvider.GetRequiredService<T>();

    protected async Task SignInAsync(string account)
    {
        var session = await Scene.PrincipalAsync(account);
        _authorization.SetAuthorized(session.Identity?.Name ?? "").SetClaims([.. session.Claims.Where(claim => claim.Type != ClaimTypes.Name), new(Actors.FromClaim, Scene.NewAddress())])
            .SetAuthenticationType(IdentityConstants.ApplicationScheme);
    }

    /// <summary>A program that got hold of a page.</summary>
    protected void SignInMachine(string name) => _authorization.SetAuthorized(name).SetClaims(new Claim(Actors.AccountClaim, "ops_machine")).SetAuthenticationType("ApiKey");

    protected async Task<IRenderedComponent<ApprovalPage>> OpenApprovalAsync(string account, string number)
    {
        await SignInAsync(account);
        return OpenApproval(number);
    }

    protected IRenderedComponent<ApprovalPage> OpenApproval(string number) => Opened(Render<ApprovalPage>(page => page.Add(shown => shown.Number, number)));

    protected async Task<IRenderedComponent<ChangePage>> OpenChangeAsync(string account, string number)
    {
        await SignInAsync(account);
        return Opened(Render<ChangePage>(page => page.Add(shown => shown.Number, number)));
    }

    protected async Task<IRenderedComponent<PoliciesPage>> OpenPoliciesAsync(string account)
    {
        await SignInAsync(account);
        return Opened(Render<PoliciesPage>());
    }

    /// <summary>The page of the decision says why and offers none.</summary>
    protected async Task CannotDecideAsync(string account, string number, string words) => CannotDecide(await OpenApprovalAsync(account, number), words);

    protected static void CannotDecide(IRenderedComponent<ApprovalPage> page, string words)
    {
        Assert.Contains(words, page.Find(".cannot").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Offered(page), name => name is "Approve" or "Reject" or "Ask back");
    }

    /// <summary>Pressing Begin on the page of the change says why not.</summary>
    protected async Task CannotBeginAsync(string account, string number, string words)
    {
        var page = await OpenChangeAsync(account, number);
        Press(page, "Begin");
        Says(page, words);
    }

    protected async Task IsNotOfferedAsync(string account, string number, params string[] acts)
    {
        var page = await OpenChangeAsync(account, number);
        Assert.Empty(Offered(page).Intersect(acts));
    }

    protected void Approve(IRenderedComponent<ApprovalPage> page)
    {
        page.Find("#decision-reason").Input("Looked at it");
        Press(page, "Approve");
        Confirm();
    }

    /// <summary>So much time goes by as an open page needs to notice what somebody else did.</summary>
    protected void Notice() => Scene.Clock.Advance(PageSubscription.Pace);

    /// <summary>Answers the dialog that asks for words.</summary>
    protected void Write(string text)
    {
        Found(Dialogs, "#note-text").Input(text);
        Dialogs.FindAll("button.primary").Single().Click();
    }

    /// <summary>Answers the dialog that asks once more who it is.</summary>
    protected void Confirm()
    {
        TypePassword(DemoPeople.Password);
        Until(Dialogs, () => Assert.Empty(Dialogs.FindAll("#step-up, .refusal").Select(left => left.TextContent)));
    }

    protected void TypePassword(string password)
    {
        Found(Dialogs, "#step-up-password").Input(password);
        Dialogs.Find("#step-up").Submit();
    }

    protected static void Press<T>(IRenderedComponent<T> on, string name) where T : IComponent => on.FindAll("button").Single(button => button.TextContent.Trim() == name).Click();

    /// <summary>What was pressed is refused in these words, in place.</summary>
    protected static void Says<T>(IRenderedComponent<T> page, string words) where T : IComponent => Eventually(page, words, ".refusal");

    protected static void Eventually<T>(IRenderedComponent<T> page, string words, string place) where T : IComponent =>
        Until(page, () => Assert.Contains(words, string.Join('\n', page.FindAll(place).Select(found => found.TextContent)), StringComparison.Ordinal));

    protected static IEnumerable<string> Offered<T>(IRenderedComponent<T> page) where T : IComponent => page.FindAll("button").Select(button => button.TextContent.Trim());

    protected static void Until<T>(IRenderedComponent<T> page, Action holds) where T : IComponent => page.WaitForAssertion(holds, Patience);

    protected static IElement Found<T>(IRenderedComponent<T> page, string place) where T : IComponent => page.WaitForElement(place, Patience);

    protected static IRenderedComponent<T> Opened<T>(IRenderedComponent<T> page) where T : IComponent
    {
        Found(page, "article");
        return page;
    }
}
