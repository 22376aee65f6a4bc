using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Features.People.Demo;

namespace OpsPortal.Features.People.Accounts;

/// <summary>Length instead of composition, as NIST SP 800-63B asks, and none of what is guessed first.</summary>
internal sealed class PasswordRules(IHostEnvironment environment) : IPasswordValidator<Account>
{
    public const int MinLength = 12;

    /// <summary>Hashing takes time in proportion; nobody types more.</summary>
    public const int MaxLength = 200;

    /// <summary>The words most passwords that leak are built from; digits and signs around or inside do not make them better.</summary>
    private static readonly FrozenSet<string> Common = new[]
    {
        "password", "passwort", "passwd", "passphrase", "qwerty", "qwertz", "azerty", "asdfgh", "zxcvbn", "letmein", "welcome", "willkommen", "admin", "administrator", "root", "login",
        "iloveyou", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "batman", "master", "michael", "jordan", "shadow", "trustno", "secret", "changeme",
        "default", "hello", "whatever", "freedom", "starwars", "pokemon", "computer", "internet", "summer", "winter", "spring", "autumn", "monday", "january", "company", "test", "guest",
        "opsportal", "portal", "abc", "abcd", "abcdef", "abcdefgh", "abcdefghijkl", "asdfghjkl", "qwertyuiop", "qwertyuiopasdfghjkl", "zxcvbnm", "qazwsx", "qazwsxedc", "onetwothree",
        "letmeinnow", "correcthorsebatterystaple", "mypassword", "thisismypassword", "user", "username", "q", "a", "aa", "x", "",
    }.ToFrozenSet();

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Email) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordWeak", Description = fault })
            : IdentityResult.Success);

    /// <summary>What is wrong with a password, in one sentence; null: nothing.</summary>
    internal string? Fault(string password, string? email)
    {
        if (password.Length < MinLength) return $"The password needs at least {MinLength} characters.";
        if (password.Length > MaxLength) return $"The password may have at most {MaxLength} characters.";
        if (password.Distinct().Count() < 5) return "The password repeats the same few characters. Choose another.";
        var mailbox = email?.Split('@')[0] ?? "";
        var isDemo = password == DemoPeople.Password && !environment.IsDevelopment();
        return isDemo || IsSequence(password) || IsCommon(Letters(password)) || IsCommon(Letters(Read(password))) || Letters(password) == Letters(mailbox)
            ? "The password is one of those that are guessed first. Choose another, for example four unrelated words."
            : null;
    }

    private static bool IsCommon(string word)
    {
        if (Common.Contains(word)) return true;

        // A word twice over is still that word.
        return word.Length % 2 == 0 && word[..(word.Length / 2)] == word[(word.Length / 2)..] && Common.Contains(word[..(word.Length / 2)]);
    }

    private static bool IsSequence(string password) =>
        password.Zip(password.Skip(1), (a, b) => b - a).All(step => step is 1 or -1 or 9 or -9);

    private static string Letters(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetter));

    /// <summary>Without what was only added at the ends, and digits and signs read as the letters they often stand for.</summary>
    private static string Read(string text)
    {
        var (first, last) = (text.AsSpan().IndexOfAnyInRange('A', 'z'), text.AsSpan().LastIndexOfAnyInRange('A', 'z'));
        return first < 0 ? "" : text[first..(last + 1)].Replace('0', 'o').Replace('@', 'a').Replace('$', 's').Replace('1', 'i').Replace('3', 'e');
    }
}
