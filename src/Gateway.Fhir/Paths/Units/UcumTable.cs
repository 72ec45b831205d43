namespace Gateway.Fhir.Paths.Units;

/// <summary>
/// The units of UCUM that health data use (https://ucum.org/ucum), each as a number of another unit, and the prefixes. Arbitrary
/// units (international units and their like) are dimensions of their own: they compare with themselves only.
/// </summary>
internal static class UcumTable
{
    public static readonly Dictionary<string, int> Prefixes = new(StringComparer.Ordinal)
    {
        ["Y"] = 24, ["Z"] = 21, ["E"] = 18, ["P"] = 15, ["T"] = 12, ["G"] = 9, ["M"] = 6, ["k"] = 3, ["h"] = 2, ["da"] = 1,
        ["d"] = -1, ["c"] = -2, ["m"] = -3, ["u"] = -6, ["n"] = -9, ["p"] = -12, ["f"] = -15, ["a"] = -18, ["z"] = -21, ["y"] = -24,
    };

    /// <summary>Units that take prefixes: code, number, unit that the number counts; a base unit counts itself.</summary>
    public static readonly Dictionary<string, (decimal Number, string Unit)> Metric = new(StringComparer.Ordinal)
    {
        ["m"] = (1, "m"), ["s"] = (1, "s"), ["g"] = (1, "g"), ["rad"] = (1, "rad"), ["K"] = (1, "K"), ["C"] = (1, "C"), ["cd"] = (1, "cd"), ["mol"] = (1, "mol"),
        ["sr"] = (1, "rad2"), ["Hz"] = (1, "s-1"), ["N"] = (1, "kg.m/s2"), ["Pa"] = (1, "N/m2"), ["J"] = (1, "N.m"), ["W"] = (1, "J/s"),
        ["A"] = (1, "C/s"), ["V"] = (1, "J/C"), ["F"] = (1, "C/V"), ["Ohm"] = (1, "V/A"), ["S"] = (1, "Ohm-1"), ["Wb"] = (1, "V.s"),
        ["T"] = (1, "Wb/m2"), ["H"] = (1, "Wb/A"), ["lm"] = (1, "cd.sr"), ["lx"] = (1, "lm/m2"), ["Bq"] = (1, "s-1"), ["Gy"] = (1, "J/kg"), ["Sv"] = (1, "J/kg"),
        ["l"] = (1, "dm3"), ["L"] = (1, "dm3"), ["ar"] = (100, "m2"), ["t"] = (1000, "kg"), ["bar"] = (100000, "Pa"), ["st"] = (1, "m3"),
        ["kat"] = (1, "mol/s"), ["U"] = (1, "umol/min"), ["cal"] = (4.184m, "J"), ["cal_th"] = (4.184m, "J"), ["eq"] = (1, "mol"), ["osm"] = (1, "mol"), ["g%"] = (1, "g/dl"),
        ["dyn"] = (1, "g.cm/s2"), ["erg"] = (1, "dyn.cm"), ["P"] = (1, "dyn.s/cm2"), ["St"] = (1, "cm2/s"), ["Ci"] = (37000000000m, "Bq"),
        ["RAD"] = (100, "erg/g"), ["REM"] = (1, "RAD"), ["u"] = (1.6605402m, "yg"), ["gf"] = (9.80665m, "g.m/s2"),
        ["m[Hg]"] = (133.3220m, "kPa"), ["m[H2O]"] = (9.80665m, "kPa"),
        ["[iU]"] = (1, "[iU]"), ["[IU]"] = (1, "[iU]"), ["B"] = (1, "B"), ["Np"] = (1, "Np"), ["kp"] = (1, "kp"), ["bit"] = (1, "bit"), ["By"] = (8, "bit"), ["Bd"] = (1, "s-1"),
    };

    /// <summary>Units that take no prefix.</summary>
    public static readonly Dictionary<string, (decimal Number, string Unit)> Plain = new(StringComparer.Ordinal)
    {
        ["10*"] = (10, ""), ["10^"] = (10, ""), ["%"] = (0.01m, ""), ["[pi]"] = (3.1415926535897932384626433833m, ""),
        ["[ppth]"] = (0.001m, ""), ["[ppm]"] = (0.000001m, ""), ["[ppb]"] = (0.000000001m, ""), ["[pptr]"] = (0.000000000001m, ""),
        ["min"] = (60, "s"), ["h"] = (60, "min"), ["d"] = (24, "h"), ["wk"] = (7, "d"), ["a"] = (365.25m, "d"), ["a_j"] = (365.25m, "d"), ["a_g"] = (365.2425m, "d"),
        ["a_t"] = (365.24219m, "d"), ["mo"] = (30.4375m, "d"), ["mo_j"] = (30.4375m, "d"), ["mo_g"] = (30.436875m, "d"), ["mo_s"] = (29.53059m, "d"),
        ["deg"] = (2m / 360m, "[pi].rad"), ["'"] = (1m / 60m, "deg"), ["''"] = (1m / 60m, "'"), ["gon"] = (0.9m, "deg"), ["circ"] = (2, "[pi].rad"),
        ["[in_i]"] = (2.54m, "cm"), ["[ft_i]"] = (12, "[in_i]"), ["[yd_i]"] = (3, "[ft_i]"), ["[mi_i]"] = (5280, "[ft_i]"), ["[nmi_i]"] = (1852, "m"),
        ["[fth_i]"] = (6, "[ft_i]"), ["[sin_i]"] = (1, "[in_i]2"), ["[sft_i]"] = (1, "[ft_i]2"), ["[cin_i]"] = (1, "[in_i]3"), ["[cft_i]"] = (1, "[ft_i]3"), ["[hd_i]"] = (4, "[in_i]"),
        ["[gr]"] = (64.79891m, "mg"), ["[lb_av]"] = (7000, "[gr]"), ["[oz_av]"] = (437.5m, "[gr]"), ["[dr_av]"] = (27.34375m, "[gr]"), ["[stone_av]"] = (14, "[lb_av]"),
        ["[ston_av]"] = (2000, "[lb_av]"), ["[lton_av]"] = (2240, "[lb_av]"), ["[oz_tr]"] = (480, "[gr]"), ["[lb_tr]"] = (5760, "[gr]"), ["[lbf_av]"] = (9.80665m, "[lb_av].m/s2"),
        ["[gal_us]"] = (231, "[in_i]3"), ["[qt_us]"] = (57.75m, "[in_i]3"), ["[pt_us]"] = (28.875m, "[in_i]3"), ["[cup_us]"] = (14.4375m, "[in_i]3"), ["[foz_us]"] = (1.8046875m, "[in_i]3"),
        ["[tbs_us]"] = (0.90234375m, "[in_i]3"), ["[tsp_us]"] = (0.30078125m, "[in_i]3"), ["[cup_m]"] = (240, "mL"), ["[foz_m]"] = (30, "mL"), ["[tbs_m]"] = (15, "mL"), ["[tsp_m]"] = (5, "mL"),
        ["[gal_br]"] = (4.54609m, "l"), ["[qt_br]"] = (1.1365225m, "l"), ["[pt_br]"] = (568.26125m, "ml"), ["[foz_br]"] = (28.4130625m, "ml"), ["[drp]"] = (0.05m, "ml"),
        ["atm"] = (101325, "Pa"), ["[psi]"] = (1, "[lbf_av]/[in_i]2"), ["[in_i'Hg]"] = (0.0254m, "m[Hg]"), ["[in_i'H2O]"] = (0.0254m, "m[H2O]"), ["[diop]"] = (1, "m-1"),
        ["[Cal]"] = (1, "kcal"), ["[HP]"] = (550, "[ft_i].[lbf_av]/s"), ["[mi_us]"] = (1609.347219m, "m"), ["[acr_us]"] = (4046.872609874m, "m2"), ["[car_m]"] = (0.2m, "g"),
        ["[arb'U]"] = (1, "[arb'U]"), ["[USP'U]"] = (1, "[USP'U]"), ["[CFU]"] = (1, "[CFU]"), ["[cfu]"] = (1, "[CFU]"), ["[pfu]"] = (1, "[pfu]"), ["[GPL'U]"] = (1, "[GPL'U]"), ["[MPL'U]"] = (1, "[MPL'U]"),
        ["[APL'U]"] = (1, "[APL'U]"), ["[beth'U]"] = (1, "[beth'U]"), ["[anti'Xa'U]"] = (1, "[anti'Xa'U]"), ["[todd'U]"] = (1, "[todd'U]"), ["[dye'U]"] = (1, "[dye'U]"), ["[Amb'a'1'U]"] = (1, "[Amb'a'1'U]"),
        ["[pH]"] = (1, "[pH]"), ["[S]"] = (0.0000000000001m, "s"), ["[HPF]"] = (1, "[HPF]"), ["[LPF]"] = (100, "[HPF]"), ["[MET]"] = (3.5m, "mL/min/kg"), ["[APGAR]"] = (1, ""), ["[FEU]"] = (1, "[FEU]"), ["[DDU]"] = (1, "[DDU]"),
    };

    /// <summary>Temperatures: how many kelvin a degree is, and what to add before multiplying.</summary>
    public static readonly Dictionary<string, UnitScale> Temperatures = new(StringComparer.Ordinal)
    {
        ["Cel"] = new UnitScale(1, 0, "K", 273.15m),
        ["[degF]"] = new UnitScale(5m / 9m, 0, "K", 459.67m),
        ["[degR]"] = new UnitScale(5m / 9m, 0, "K"),
    };
}
