package dev.mlink.operator.runtime;

import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.TrainingReport;

/** What the operator asks of one link-runtime pod. Every call has a deadline; none throws. */
public interface RuntimeControl {

    /** Epoch, in-flight calls, buffered samples; the progress of {@code profile} unless it is empty. */
    RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training);

    /** Puts a routing table in force on one pod. */
    RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table);

    /** Has one pod read what a table to come names; the table in force stays. */
    RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table);

    /** Starts, or goes on with, a profile; returns at once. */
    RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request);

    /** What a training produced; refused until its Job has written the report. */
    RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training);

    /** Predictors and performances of a batch of activation sets. */
    RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request);

    /** Whether predictors do worse on a later profile than where they were certified. */
    RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request);
}
