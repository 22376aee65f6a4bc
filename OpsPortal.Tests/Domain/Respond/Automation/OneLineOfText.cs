using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Respond.Automation;

/// <summary>What comes from outside becomes one line that fits, whole characters only.</summary>
public sealed class OneLineOfText
{
    [Theory]
    [InlineData("  Disk\r\nfull\0 ", 100, "Disk  full")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab😀cd", 3, "ab")]
    [InlineData("ab😀cd", 4, "ab😀")]
    [InlineData("\n", 10, "")]
    public void Control_characters_become_blanks_and_no_character_is_cut_in_two(string text, int most, string line) => Assert.Equal(line, OneLine.Of(text, most));
}
