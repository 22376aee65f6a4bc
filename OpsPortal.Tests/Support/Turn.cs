using OpsPortal.Peers;
using OpsPortal.Tests.Support;

[assembly: AssemblyFixture(typeof(Turn))]

namespace OpsPortal.Tests.Support;

/// <summary>
/// The test projects of one checkout take turns, though <c>dotnet test</c> starts them together: two at once are too much
/// for a small machine, and time limits would be missed for no fault of the portal.
/// </summary>
public sealed class Turn : IAsyncLifetime
{
    private IDisposable? _held;

    public async ValueTask InitializeAsync() => _held = await MachineLock.HoldAsync("tests-" + Places.Checkout, TimeSpan.FromHours(1));

    public ValueTask DisposeAsync()
    {
        _held?.Dispose();
        return ValueTask.CompletedTask;
    }
}
