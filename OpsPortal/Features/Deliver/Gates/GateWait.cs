using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Gates;

/// <summary>A pipeline that wants to be told when its gate opens, or that it will not.</summary>
internal sealed class GateWait
{
    /// <summary>How long it waits at most; after that it is told that the answer is still pending.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public const int MaxUrlLength = 2000;

    /// <summary>Most of one asker: more are a pipeline that asks in a circle.</summary>
    public const int MostOfOne = 500;

    public Guid Id { get; init; }

    public required GateQuestion Asked { get; init; }

    /// <summary>Where the answer goes and what it is signed with, sealed.</summary>
    public required string SealedTarget { get; init; }

    /// <summary>The host it goes to, as the delivery log shows it.</summary>
    public required string Recipient { get; init; }

    /// <summary>For whom it is judged: who would begin the change.</summary>
    public required Party By { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset Until { get; init; }

    /// <summary>The asker as he or she is judged.</summary>
    public ActingSession Session => new(new(By.Person, By.Name, By.Account, new HashSet<string> { Permissions.ChangesRead }, "") { Owner = By.Owner }, By.Owner, IsInteractive: false, null);

    public static Refusal BadUrl() => new("gate.invalid-callback", $"The callback is an address that begins with https:// or http://, of at most {MaxUrlLength} characters, without a user in it.");

    public static Refusal NoSecret() => new("gate.no-secret", "The portal has nothing to sign the answer with. An administrator sets OpsPortal:Deployments:WebhookSecrets to a whsec_ secret.");

    public static Refusal TooMany() => new("gate.too-many-waiting", $"{MostOfOne} answers are waited for already with this key. Ask again when some have come.");
}

internal sealed class GateWaitConfiguration : IEntityTypeConfiguration<GateWait>
{
    public void Configure(EntityTypeBuilder<GateWait> wait)
    {
        wait.ToTable("gate_waits").HasKey(w => w.Id);
        wait.Property(w => w.Id).ValueGeneratedNever();
        wait.Property(w => w.Asked).HasConversion(new StoredJsonColumn<GateQuestion>(), StoredJsonColumn<GateQuestion>.Replaced);
        wait.Property(w => w.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        wait.Property(w => w.Recipient).HasMaxLength(300);
        wait.Property<string>(Account).HasMaxLength(254);
        wait.Ignore(w => w.Session);
        wait.HasIndex(Account).HasDatabaseName("ix_gate_waits_account");
    }

    /// <summary>Of whoever asked, to count by.</summary>
    public const string Account = "Account";
}
