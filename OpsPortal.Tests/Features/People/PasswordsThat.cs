using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Demo;

namespace OpsPortal.Tests.Features.People;

public sealed class PasswordsThat
{
    [Theory]
    [InlineData("violet tractor seldom hums")]
    [InlineData("grün und blau 7")]
    [InlineData("jsdfkqpwoeiruty")]
    public void Are_long_and_unusual_are_accepted(string password) => Assert.Null(Fault(password));

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("passwordpassword")]
    [InlineData("P@ssw0rd123456")]
    [InlineData("Welcome2026!!")]
    [InlineData("123456789012")]
    [InlineData("abcdefghijklm")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiop123")]
    [InlineData("ada.lovelace1815")]
    public void Are_guessed_first_are_refused(string password) => Assert.NotNull(Fault(password));

    [Fact]
    public void Stand_in_the_manual_are_refused_outside_development() => Assert.NotNull(Fault(DemoPeople.Password));

    [Fact]
    public void Are_too_long_to_be_typed_are_refused() => Assert.NotNull(Fault(new string('x', 90) + "violet tractor" + new string('y', 100)));

    private static string? Fault(string password) => new PasswordRules(new Production()).Fault(password, "ada.lovelace@example.org");

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "OpsPortal";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
