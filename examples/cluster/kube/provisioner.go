package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

// A provisioner makes a directory for each claim of its storage class and removes it with the claim. The one inside
// the controller manager makes host paths, which only root may write to; local volumes follow a pod's fsGroup.
type provisioner struct {
	client      kubernetes.Interface
	class, root string
}

func newProvisionerCommand() *cobra.Command {
	var kubeconfig string
	var p provisioner
	command := &cobra.Command{Use: "provisioner", RunE: func(command *cobra.Command, _ []string) error {
		config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
		if err != nil {
			return err
		}
		if p.client, err = kubernetes.NewForConfig(config); err != nil {
			return err
		}
		wait.UntilWithContext(command.Context(), p.pass, time.Second)
		return nil
	}}
	command.Flags().StringVar(&kubeconfig, "kubeconfig", "", "how to reach the API server")
	command.Flags().StringVar(&p.class, "storage-class", "", "the class whose claims are served")
	command.Flags().StringVar(&p.root, "root", "", "the directory to make volumes in")
	return command
}

func (p *provisioner) pass(ctx context.Context) {
	claims, err := p.client.CoreV1().PersistentVolumeClaims("").List(ctx, meta.ListOptions{})
	if err != nil {
		klog.ErrorS(err, "cannot list claims")
		return
	}
	for _, claim := range claims.Items {
		ours := claim.Spec.StorageClassName != nil && *claim.Spec.StorageClassName == p.class
		if ours && claim.Spec.VolumeName == "" && claim.DeletionTimestamp == nil {
			report(p.provision(ctx, &claim), "cannot provision", claim.Name)
		}
	}
	volumes, err := p.client.CoreV1().PersistentVolumes().List(ctx, meta.ListOptions{})
	if err != nil {
		klog.ErrorS(err, "cannot list volumes")
		return
	}
	for _, volume := range volumes.Items {
		if volume.Spec.StorageClassName == p.class && volume.Status.Phase == core.VolumeReleased {
			report(p.remove(ctx, &volume), "cannot remove", volume.Name)
		}
	}
}

func (p *provisioner) provision(ctx context.Context, claim *core.PersistentVolumeClaim) error {
	name := fmt.Sprintf("pvc-%s", claim.UID)
	directory := filepath.Join(p.root, name)
	if err := os.MkdirAll(directory, 0o777); err != nil {
		return err
	}
	volume := &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: name},
		Spec: core.PersistentVolumeSpec{
			Capacity:                      claim.Spec.Resources.Requests,
			AccessModes:                   claim.Spec.AccessModes,
			PersistentVolumeReclaimPolicy: core.PersistentVolumeReclaimRetain, // by us, once it is released
			StorageClassName:              p.class,
			ClaimRef: &core.ObjectReference{
				Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: directory}},
			NodeAffinity: &core.VolumeNodeAffinity{Required: &core.NodeSelector{
				NodeSelectorTerms: []core.NodeSelectorTerm{{
					MatchExpressions: []core.NodeSelectorRequirement{{Key: core.LabelHostname, Operator: core.NodeSelectorOpExists}},
				}},
			}},
		},
	}
	_, err := p.client.CoreV1().PersistentVolumes().Create(ctx, volume, meta.CreateOptions{})
	if errors.IsAlreadyExists(err) {
		return nil // it is being bound
	}
	return err
}

func (p *provisioner) remove(ctx context.Context, volume *core.PersistentVolume) error {
	if err := os.RemoveAll(volume.Spec.Local.Path); err != nil {
		return err
	}
	return p.client.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, meta.DeleteOptions{})
}

func report(err error, what, name string) {
	if err != nil {
		klog.ErrorS(err, what, "name", name)
	}
}
