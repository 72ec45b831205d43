using Microsoft.Extensions.Options;

namespace Gateway.Security.Issuing;

/// <summary>Checks the ranges that <see cref="IssuingOptions"/> says.</summary>
[OptionsValidator]
internal sealed partial class IssuingRules : IValidateOptions<IssuingOptions>;
