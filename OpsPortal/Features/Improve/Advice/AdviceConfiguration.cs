using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver;
using OpsPortal.Features.Improve.Advice.Counting;

namespace OpsPortal.Features.Improve.Advice;

internal sealed class NoisyRuleConfiguration : IEntityTypeConfiguration<NoisyRule>
{
    public void Configure(EntityTypeBuilder<NoisyRule> rule)
    {
        rule.ToTable("rule_noise").HasKey(r => r.Id);
        rule.Property(r => r.Kind).HasConversion<string>().HasMaxLength(10);
        rule.Property(r => r.Key).HasMaxLength(RuleSubject.MaxKeyLength);
        rule.Property(r => r.Name).HasMaxLength(NoisyRule.MaxNameLength);
        rule.Property(r => r.Service).HasMaxLength(Event.MaxServiceLength);
        rule.Property(r => r.AllowanceBy).HasMaxLength(Person.MaxNameLength);
        rule.Property(r => r.Version).IsConcurrencyToken();
        rule.Ignore(r => r.Subject);
        rule.HasIndex(r => new { r.Kind, r.Key }).IsUnique().HasDatabaseName("ux_rule_noise_subject");
        rule.HasIndex(r => new { r.Worst, r.Id }).IsDescending(true, false).HasDatabaseName("ix_rule_noise_worst");
    }
}

internal sealed class NoiseWeekConfiguration : IEntityTypeConfiguration<NoiseWeek>
{
    public void Configure(EntityTypeBuilder<NoiseWeek> week)
    {
        week.ToTable("rule_noise_weeks").HasKey(w => new { w.Rule, w.Week });
        week.HasIndex(w => w.Week).HasDatabaseName("ix_rule_noise_weeks_week");
        week.HasOne<NoisyRule>().WithMany().HasForeignKey(w => w.Rule).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NoiseAdviceConfiguration : IEntityTypeConfiguration<NoiseAdvice>
{
    public void Configure(EntityTypeBuilder<NoiseAdvice> advice)
    {
        advice.ToTable("noise_advice").HasKey(a => a.Id);
        advice.Property(a => a.Id).ValueGeneratedNever();
        advice.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        advice.Property(a => a.State).HasConversion<string>().HasMaxLength(10);
        advice.Property(a => a.Text).HasMaxLength(NoiseAdvice.MaxTextLength);
        advice.Property(a => a.BackTest).HasConversion(new StoredJsonColumn<BackTested>(), StoredJsonColumn<BackTested>.Replaced);
        advice.Property(a => a.AppliedBy).HasMaxLength(Person.MaxNameLength);
        advice.Property(a => a.UndoneBy).HasMaxLength(Person.MaxNameLength);
        advice.Property(a => a.Version).IsConcurrencyToken();
        advice.Ignore(a => a.Period);
        advice.HasIndex(a => new { a.Rule, a.State }).HasDatabaseName("ix_noise_advice_rule");
        advice.HasIndex(a => a.MeasureDueAt).HasFilter("\"MeasureDueAt\" IS NOT NULL").HasDatabaseName("ix_noise_advice_measure_due");
        advice.HasOne<NoisyRule>().WithMany().HasForeignKey(a => a.Rule).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NoiseCountingConfiguration : IEntityTypeConfiguration<NoiseCounting>
{
    public void Configure(EntityTypeBuilder<NoiseCounting> counting)
    {
        counting.ToTable("rule_noise_counting").HasKey(c => c.Id);
        counting.Property(c => c.Id).ValueGeneratedNever();
    }
}
