namespace Alokon.Engine.Activities;

/// <summary>What an activity decided, and which activity it was. Applied in this order.</summary>
public sealed record BurstEffect(EffectSource Source, IEffect Effect);
