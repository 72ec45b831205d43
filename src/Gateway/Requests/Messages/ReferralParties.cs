namespace Gateway.Requests.Messages;

/// <summary>Who sends a referral, who is to take it up, and when it came.</summary>
internal sealed record ReferralParties(ReferralParty Sender, ReferralParty Receiver, string Moment);
