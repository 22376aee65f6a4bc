using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Inform;

/// <summary>Nothing can be smuggled into a header or past the guard with an address.</summary>
public sealed class ReadingAddresses
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData(" Ada.Lovelace+ops@Example.ORG ", "Ada.Lovelace+ops@example.org")]
    [InlineData("o'brien@mail.example.co", "o'brien@mail.example.co")]
    public void A_plain_address_is_taken(string text, string value) => Assert.Equal(value, Assert.IsType<Outcome<EmailAddress>.Done>(EmailAddress.Read(text)).Value.Value);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("ada@@example.org")]
    [InlineData("ada@example.org, bo@example.org")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("\"ada\"@example.org")]
    [InlineData("ada@example.org\r\nBcc: all@example.org")]
    [InlineData("ada\n@example.org")]
    [InlineData("ada@exa mple.org")]
    [InlineData("ada@example..org")]
    [InlineData("ada@-example.org")]
    [InlineData(".ada@example.org")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("ada@example.org\0")]
    public void Anything_else_is_refused(string? text) => Assert.Equal("inform.invalid-address", EmailAddress.Read(text).Refusal?.Code);

    [Fact]
    public void An_address_that_is_too_long_is_refused() => Assert.NotNull(EmailAddress.Read($"{new string('a', 60)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 4))}.org").Refusal);

    [Fact]
    public void A_webhook_is_shown_without_its_path_which_may_be_the_secret()
    {
        var hook = Assert.IsType<Outcome<HookAddress>.Done>(HookAddress.Read(" https://hooks.example/services/T0/B0/secret ")).Value;
        Assert.Equal(("https://hooks.example/…", "hooks.example"), (hook.Shown, hook.Host));
        Assert.DoesNotContain("secret", hook.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("https://user:pass@example.org")]
    [InlineData("https://exa\r\nmple.org")]
    public void What_is_no_webhook_is_refused(string text) => Assert.Equal("inform.invalid-url", HookAddress.Read(text).Refusal?.Code);

    [Theory]
    [InlineData("Subject\r\nBcc: all@example.org")]
    [InlineData("Tab\there")]
    [InlineData("")]
    [InlineData("Bell \u0007")]
    public void A_line_that_is_none_is_refused(string text) => Assert.Equal("inform.invalid-text", InformText.Line("The title", text, 100)?.Code);
}
