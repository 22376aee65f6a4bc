using System.Text.Json;

namespace OpsPortal.Features.Inform.Mail;

/// <summary>A mail as it waits in the outbox. Holds no secret: where a token belongs there is <see cref="Token"/>, and the token itself is sealed beside it.</summary>
/// <param name="To">One plain address.</param>
/// <param name="OneClick">The address that ends the subscription with one POST; empty: this is no mailing.</param>
internal sealed record Letter(string To, string Subject, string Text, string Html, string OneClick = "")
{
    /// <summary>Stands for the sealed token.</summary>
    public const string Token = "%%token%%";

    public string ToJson() => JsonSerializer.Serialize(this);

    public static Letter? Parse(string json) => JsonSerializer.Deserialize<Letter>(json);

    public Letter With(string token) => this with { Text = Put(Text, token), Html = Put(Html, token), OneClick = Put(OneClick, token) };

    private static string Put(string text, string token) => text.Replace(Token, token, StringComparison.Ordinal);
}
